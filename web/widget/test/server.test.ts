import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { optionsFromInit, optionsFromScript } from "../src/launcher/embedOptions";
import { fetchWidgetConfig, WidgetUnavailable } from "../src/launcher/serverApi";
import { parseConfig } from "../src/app/parseConfig";
import { supportedMimeType } from "../src/conversation/voiceRecording";
import { ConnectionLost, RequestRefused } from "../src/conversation/transport";
import { requestJson } from "../src/conversation/http";
import * as told from "../src/conversation/parseResponse";

const answering = (status: number, body: unknown) => vi.stubGlobal("fetch", vi.fn(async () => new Response(JSON.stringify(body), { status })));

describe("what a page says", () => {
  const script = (src: string, data: Record<string, string> = {}) => {
    const made = document.createElement("script");
    Object.defineProperty(made, "src", { value: src });
    Object.assign(made.dataset, data);
    return made;
  };

  it("in data attributes", () => {
    const made = optionsFromScript(script("https://parley.example/widget.js", { company: "1", widget: "2", position: "bottom-left", theme: "dark" }));
    expect(made).toMatchObject({ server: "https://parley.example", dialect: "sales", company: "1", widget: "2", position: "bottom-left", theme: "dark" });
  });
  it("in init, as the contract has it", () => {
    expect(optionsFromInit({ apiUrl: "https://parley.example/aida/", primaryColor: "#007bff" }, "x")).toMatchObject({
      server: "https://parley.example/aida", dialect: "assistant", position: "bottom-right", colour: "#007bff",
    });
  });
  it("by the old script's name", () => {
    expect(optionsFromScript(script("https://parley.example/widget-source/bizdnaii-widget.js"))).toMatchObject({ dialect: "sales", company: "" });
  });
  it("nothing, and then init is waited for", () => {
    expect(optionsFromScript(script("https://parley.example/widget.js"))).toBeNull();
  });
  it("wrongly, and numbers stay numbers", () => {
    expect(optionsFromInit({ company: "1/../2", widget: "x" }, "o")).toMatchObject({ company: "", widget: "", dialect: "assistant" });
  });
});

describe("what the server says of a widget", () => {
  const options = () => optionsFromInit({ company: 1, widget: 2 }, "https://parley.example");
  afterEach(() => vi.unstubAllGlobals());

  it("is read, whatever is missing", () => {
    expect(parseConfig({}, "s")).toMatchObject({ name: "", voice: false, consent: null, languages: [], suggestions: [] });
    expect(parseConfig({ logo_url: "/logos/a.png", voice: true, languages: ["kz", "xx", "ru"], consent_url: "https://x.example" }, "https://p.example")).toMatchObject({
      logo: "https://p.example/logos/a.png", voice: true, languages: ["kk", "ru"], consent: { text: "", url: "https://x.example" },
    });
    expect(parseConfig({ voice: "yes", greetings: [], languages: "ru", suggestions: [1, "Да"] }, "")).toMatchObject({ voice: false, greetings: {}, languages: [], suggestions: ["Да"] });
  });
  it("may be that there is none", async () => {
    answering(404, {});
    await expect(fetchWidgetConfig(options())).rejects.toBeInstanceOf(WidgetUnavailable);
    answering(200, { is_active: false });
    await expect(fetchWidgetConfig(options())).rejects.toBeInstanceOf(WidgetUnavailable);
  });
  it("is not needed where the page names the company", async () => {
    vi.stubGlobal("fetch", vi.fn(async () => Promise.reject(new TypeError("network"))));
    await expect(fetchWidgetConfig(options())).resolves.toEqual({});
  });
});

describe("an answer", () => {
  beforeEach(() => vi.unstubAllGlobals());

  it("is lost, refused or there", async () => {
    answering(503, {});
    await expect(requestJson("u", {})).rejects.toBeInstanceOf(ConnectionLost);
    answering(429, {});
    await expect(requestJson("u", {})).rejects.toMatchObject(new RequestRefused("rate_limited"));
    answering(422, {});
    await expect(requestJson("u", {})).rejects.toBeInstanceOf(RequestRefused);
    answering(200, { response: "Да" });
    await expect(requestJson("u", {})).resolves.toEqual({ response: "Да" });
  });
  it("is read without trust", () => {
    const made = told.parseAnswer({ suggestions: ["Да", 7, " "], suggested_products: [{ name: "Диван", price: "x" }, null, { price: 1 }], sources: [{ document: "a.pdf", page: 3 }, {}] }, "Текст [REQUEST_CONTACT]");
    expect(made).toMatchObject({ text: "Текст", suggestions: ["Да"], products: [{ name: "Диван", price: 0 }], sources: [{ document: "a.pdf", page: 3 }] });
    expect(told.parseAnswer({ suggestions: null, suggested_products: "x", sources: {} }, "")).toMatchObject({ suggestions: [], products: [], sources: [] });
  });
});

describe("a recording", () => {
  it.each([
    ["Chrome", ["audio/webm;codecs=opus", "audio/mp4"], "audio/webm;codecs=opus"],
    ["Firefox", ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"], "audio/webm;codecs=opus"],
    ["Safari before 18.4", ["audio/mp4"], "audio/mp4"],
    ["nobody known", [], ""],
  ])("takes what %s records", (_, known, chosen) => {
    expect(supportedMimeType((type) => (known as string[]).includes(type))).toBe(chosen);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SalesTransport } from "../../src/conversation/salesTransport";
import { optionsFromInit } from "../../src/launcher/embedOptions";

/** A socket that no proxy lets through. */
class BlockedSocket {
  static OPEN = 1;
  readyState = 3;
  onclose: (() => void) | null = null;
  constructor() {
    queueMicrotask(() => this.onclose?.());
  }
  close() {}
}

describe("the transport of a company's chat", () => {
  let posted: { url: string; body: unknown }[];
  let response: Record<string, unknown>;
  const open = () => new SalesTransport(optionsFromInit({ company: 1, widget: 2 }, "https://parley.example"));
  const message = { id: "m_1", text: "Вопрос", language: "kk" as const };
  const sent = () => JSON.parse(posted.at(-1)!.body as string) as Record<string, unknown>;

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    posted = [];
    response = { session_id: "s-1", response: "Ответ.", language: "kz" };
    vi.stubGlobal("WebSocket", BlockedSocket);
    vi.stubGlobal("fetch", vi.fn(async (url: string, init?: RequestInit) => {
      posted.push({ url, body: init?.body });
      return new Response(JSON.stringify(response));
    }));
  });
  afterEach(() => vi.unstubAllGlobals());

  it("posts where sockets are blocked, under the visitor's id and the widget's number", async () => {
    const transport = open();
    await expect(transport.ask(message, () => {})).resolves.toMatchObject({ text: "Ответ.", language: "kk" });
    expect(posted[0]!.url).toBe("https://parley.example/sales/1/chat");
    expect(sent()).toMatchObject({ message: "Вопрос", message_id: "m_1", user_id: localStorage.getItem("bizdnaii_vid"), source: "2", language: "kz" });
  });

  it("sends where the visitor came from once, and goes on with the session it was given", async () => {
    const transport = open();
    await transport.ask(message, () => {});
    expect(sent().fingerprint).toBeDefined();
    await transport.ask(message, () => {});
    expect(sent()).toMatchObject({ session_id: "s-1" });
    expect(sent().fingerprint).toBeUndefined();
    await transport.history();
    const visitor = localStorage.getItem("bizdnaii_vid");
    expect(posted.at(-1)!.url).toBe(`https://parley.example/sales/1/history?user_id=${visitor}&session_id=s-1`);
  });

  it("keeps no session of a recording that was not understood", async () => {
    const transport = open();
    response = { text: "", response: "Повторите, пожалуйста.", session_id: "nobody's" };
    await expect(transport.askByVoice(new Blob(["x"], { type: "audio/mp4" }), message)).resolves.toMatchObject({ heard: "", text: "Повторите, пожалуйста." });
    await expect(transport.history()).resolves.toEqual([]);
    const form = posted[0]!.body as FormData;
    expect((form.get("file") as File).name).toBe("voice.mp4");
    expect(form.get("source")).toBe("2");
  });

  it("is a new visitor's after starting over, in every tab", () => {
    const [one, other] = [open(), open()];
    expect(other.adoptCurrentVisitor()).toBe(false);
    const before = one.storageKey;
    one.startOver();
    expect(one.storageKey).not.toBe(before);
    expect(other.adoptCurrentVisitor()).toBe(true);
    expect(other.storageKey).toBe(one.storageKey);
  });

  it("tells of what the staff wrote, and takes it for no part of an answer", async () => {
    const sockets: OpenSocket[] = [];
    class OpenSocket {
      static OPEN = 1;
      readyState = 1;
      onmessage: ((event: { data: string }) => void) | null = null;
      constructor() {
        sockets.push(this);
        queueMicrotask(() => this.frame("welcome", {}));
      }
      frame(type: string, data: object) {
        this.onmessage?.({ data: JSON.stringify({ type, data }) });
      }
      send() {
        this.frame("chunk", { content: "Ответ.", conversation_id: "s-1" });
        this.frame("complete", { conversation_id: "s-1" });
      }
      close() {}
    }
    vi.stubGlobal("WebSocket", OpenSocket);
    const transport = open();
    const told = vi.fn();
    transport.onStaffMessage = told;
    await expect(transport.ask(message, () => {})).resolves.toMatchObject({ text: "Ответ." });
    expect(told).not.toHaveBeenCalled();
    sockets[0]!.frame("system", { message: "Добрый день", author: "Марат" });
    expect(told).toHaveBeenCalledOnce();
    response = { messages: [{ role: "assistant", content: "Добрый день", author: "Марат", timestamp: "2026-12-01T10:00:00Z" }] };
    await expect(transport.history()).resolves.toMatchObject([{ text: "Добрый день", author: "Марат" }]);
  });
});

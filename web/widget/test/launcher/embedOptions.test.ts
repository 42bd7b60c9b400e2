import { describe, expect, it } from "vitest";
import { optionsFromInit, optionsFromScript } from "../../src/launcher/embedOptions";

function script(src: string, data: Record<string, string> = {}): HTMLScriptElement {
  const element = document.createElement("script");
  Object.defineProperty(element, "src", { value: src });
  Object.assign(element.dataset, data);
  return element;
}

describe("the options of a page", () => {
  it("are read from data attributes", () => {
    const options = optionsFromScript(script("https://parley.example/widget.js", { company: "1", widget: "2", position: "bottom-left", theme: "dark" }));
    expect(options).toMatchObject({ server: "https://parley.example", dialect: "sales", company: "1", widget: "2", position: "bottom-left", theme: "dark" });
  });

  it("are read from init, as the contract has it", () => {
    expect(optionsFromInit({ apiUrl: "https://parley.example/aida/", primaryColor: "#007bff" }, "x")).toMatchObject({
      server: "https://parley.example/aida", dialect: "assistant", position: "bottom-right", colour: "#007bff",
    });
  });

  it("are a company's chat under the old script's name, whose company the server finds", () => {
    expect(optionsFromScript(script("https://parley.example/widget-source/bizdnaii-widget.js"))).toMatchObject({ dialect: "sales", company: "" });
  });

  it("are none where the script waits for init", () => {
    expect(optionsFromScript(script("https://parley.example/widget.js"))).toBeNull();
  });

  it("take nothing but digits for a number", () => {
    expect(optionsFromInit({ company: "1/../2", widget: "x" }, "o")).toMatchObject({ company: "", widget: "", dialect: "assistant" });
  });
});

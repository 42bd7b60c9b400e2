import { describe, expect, it } from "vitest";
import { parseAnswer } from "../../src/conversation/parseResponse";

describe("a parsed answer", () => {
  it("leaves out what is not usable, and markers for other channels", () => {
    const json = {
      suggestions: ["Да", 7, " "],
      suggested_products: [{ name: "Диван", price: "x" }, null, { price: 1 }],
      sources: [{ document: "a.pdf", page: 3 }, {}],
    };
    expect(parseAnswer(json, "Текст [REQUEST_CONTACT]")).toMatchObject({
      text: "Текст", suggestions: ["Да"], products: [{ name: "Диван", price: 0 }], sources: [{ document: "a.pdf", page: 3 }],
    });
  });

  it("has empty lists where the server sends something else", () => {
    expect(parseAnswer({ suggestions: null, suggested_products: "x", sources: {} }, "")).toMatchObject({ suggestions: [], products: [], sources: [] });
  });
});

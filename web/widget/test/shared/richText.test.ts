import { describe, expect, it } from "vitest";
import { parseRichText, safeHref } from "../../src/shared/richText";

const links = (text: string) => parseRichText(text).flatMap((segment) => (segment.kind === "link" ? [[segment.text, segment.href]] : []));
const plainText = (text: string) => parseRichText(text).map((segment) => segment.text).join("");

describe("a model's text", () => {
  it("gets links for addresses, mail and phones", () => {
    expect(links("См. https://shop.example/a?b=1, или sale@shop.example, или +7 (701) 234-56-78.")).toEqual([
      ["https://shop.example/a?b=1", "https://shop.example/a?b=1"],
      ["sale@shop.example", "mailto:sale@shop.example"],
      ["+7 (701) 234-56-78", "tel:+77012345678"],
    ]);
  });

  it("keeps the full stop of the sentence out of the address", () => {
    expect(links("Вот: https://shop.example/путь. Ещё?")).toEqual([["https://shop.example/путь", "https://shop.example/путь"]]);
    expect(links("(https://shop.example)")).toEqual([["https://shop.example", "https://shop.example"]]);
  });

  it("gives a link the label that the model gives it", () => {
    expect(links("[каталог](https://shop.example/c)")).toEqual([["каталог", "https://shop.example/c"]]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//shop.example", "JAVASCRIPT:alert(1)", " javascript:alert(1)"])(
    "opens nothing but four schemes: %s",
    (href) => {
      expect(safeHref(href)).toBeNull();
      expect(links(`[x](${href})`)).toEqual([]);
    },
  );

  it("loses no letter of what it does not understand", () => {
    const text = "<b>жирно</b> 5*3*2 [a] (b) ** № 12345678901234567890 ғқңөұү 👍🏽";
    expect(plainText(text)).toBe(text);
    expect(links(text)).toEqual([]);
  });

  it("is bold between double stars", () => {
    expect(parseRichText("Цена **289 900 ₸** сегодня")).toEqual([
      { kind: "text", text: "Цена " },
      { kind: "bold", text: "289 900 ₸" },
      { kind: "text", text: " сегодня" },
    ]);
  });

  it("does not take forever over a text made to", () => {
    const text = `${"[".repeat(5000)}${"a@".repeat(3000)}${"**".repeat(2000)}${"+1 ".repeat(2000)}`;
    expect(plainText(text)).toBe(text);
  });
});

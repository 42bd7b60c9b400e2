import { describe, expect, it } from "vitest";
import { TEXTS } from "../../src/app/texts/index";
import { code, CODES, localized, wire } from "../../src/shared/languages";
import { WORDS } from "../../src/launcher/buttonTexts";

describe("the seven languages", () => {
  it("have every text, and none of them another's", () => {
    for (const own of CODES) {
      for (const [name, text] of Object.entries(TEXTS[own])) expect(text.trim(), `${own}.${name}`).not.toBe("");
      for (const text of Object.values(WORDS[own])) expect(text.trim()).not.toBe("");
    }
    for (const name of ["ask", "lost", "failed", "human", "hello", "denied"] as const) {
      expect(new Set(CODES.map((own) => TEXTS[own][name])).size, name).toBe(CODES.length);
    }
  });

  it("are known under the names other programs use", () => {
    expect(["kz", "KK", "kk-KZ", "kg", "ua", "ru_RU", "MN"].map(code)).toEqual(["kk", "kk", "kk", "ky", "uk", "ru", "mn"]);
    expect([code("de"), code(""), code(null), code(undefined)]).toEqual([null, null, null, null]);
    expect([wire("kk"), wire("uk")]).toEqual(["kz", "uk"]);
  });

  it("are found in a Localized object under any of their names", () => {
    expect(localized({ kz: "Сәлем" }, "kk")).toBe("Сәлем");
    expect(localized({ kk: null, kz: "Сәлем" }, "kk")).toBe("Сәлем");
    expect(localized({ ru: "Привет" }, "mn")).toBe("");
    expect(localized(undefined, "ru")).toBe("");
  });
});

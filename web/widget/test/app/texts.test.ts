import { describe, expect, it } from "vitest";
import { TEXTS } from "../../src/app/texts/index";
import { parseLanguageCode, LANGUAGE_CODES, localizedText, toWireCode } from "../../src/shared/languages";
import { BUTTON_TEXTS } from "../../src/launcher/buttonTexts";

describe("the seven languages", () => {
  it("have every text, and none of them another's", () => {
    for (const own of LANGUAGE_CODES) {
      for (const [name, text] of Object.entries(TEXTS[own])) expect(text.trim(), `${own}.${name}`).not.toBe("");
      for (const text of Object.values(BUTTON_TEXTS[own])) expect(text.trim()).not.toBe("");
    }
    for (const name of ["inputPlaceholder", "lost", "notSent", "talkToHuman", "defaultGreeting", "microphoneDenied"] as const) {
      expect(new Set(LANGUAGE_CODES.map((own) => TEXTS[own][name])).size, name).toBe(LANGUAGE_CODES.length);
    }
  });

  it("are known under the names other programs use", () => {
    expect(["kz", "KK", "kk-KZ", "kg", "ua", "ru_RU", "MN"].map(parseLanguageCode)).toEqual(["kk", "kk", "kk", "ky", "uk", "ru", "mn"]);
    expect([parseLanguageCode("de"), parseLanguageCode(""), parseLanguageCode(null), parseLanguageCode(undefined)]).toEqual([null, null, null, null]);
    expect([toWireCode("kk"), toWireCode("uk")]).toEqual(["kz", "uk"]);
  });

  it("are found in a Localized object under any of their names", () => {
    expect(localizedText({ kz: "Сәлем" }, "kk")).toBe("Сәлем");
    expect(localizedText({ kk: null, kz: "Сәлем" }, "kk")).toBe("Сәлем");
    expect(localizedText({ ru: "Привет" }, "mn")).toBe("");
    expect(localizedText(undefined, "ru")).toBe("");
  });
});

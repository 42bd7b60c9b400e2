import { describe, expect, it } from "vitest";
import { localizedText, parseLanguageCode, toWireCode } from "../../src/shared/languages";

describe("a language", () => {
  it("is known under the names that other programs use", () => {
    expect(["kz", "KK", "kk-KZ", "kg", "ua", "ru_RU", "MN"].map(parseLanguageCode)).toEqual(["kk", "kk", "kk", "ky", "uk", "ru", "mn"]);
    expect([toWireCode("kk"), toWireCode("uk")]).toEqual(["kz", "uk"]);
  });

  it("is none of ours where nothing, or another one, is named", () => {
    expect([parseLanguageCode("de"), parseLanguageCode(""), parseLanguageCode(null), parseLanguageCode(undefined)]).toEqual([null, null, null, null]);
  });

  it("has its text in a localized object under any of its names", () => {
    expect(localizedText({ kz: "Сәлем" }, "kk")).toBe("Сәлем");
    expect(localizedText({ kk: null, kz: "Сәлем" }, "kk")).toBe("Сәлем");
    expect(localizedText({ ru: "Привет" }, "mn")).toBe("");
    expect(localizedText(undefined, "ru")).toBe("");
  });
});

import { describe, expect, it } from "vitest";
import { TEXTS } from "../../src/app/texts";
import { BUTTON_TEXTS } from "../../src/launcher/buttonTexts";
import { LANGUAGE_CODES } from "../../src/shared/languages";

describe("the texts of the seven languages", () => {
  it("are complete", () => {
    for (const code of LANGUAGE_CODES) {
      for (const [name, text] of Object.entries(TEXTS[code])) expect(text.trim(), `${code}.${name}`).not.toBe("");
      for (const text of Object.values(BUTTON_TEXTS[code])) expect(text.trim()).not.toBe("");
    }
  });

  it("are none of them another language's", () => {
    for (const name of ["inputPlaceholder", "lost", "notSent", "talkToHuman", "defaultGreeting", "microphoneDenied"] as const) {
      expect(new Set(LANGUAGE_CODES.map((code) => TEXTS[code][name])).size, name).toBe(LANGUAGE_CODES.length);
    }
  });
});

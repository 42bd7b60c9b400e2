import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/app/parseConfig";

describe("the parsed configuration", () => {
  it("is complete, whatever the server leaves out", () => {
    expect(parseConfig({}, "s")).toMatchObject({ name: "", voice: false, consent: null, languages: [], suggestions: [] });
  });

  it("has absolute addresses, and only languages that we speak", () => {
    expect(parseConfig({ logo_url: "/logos/a.png", voice: true, languages: ["kz", "xx", "ru"], consent_url: "https://x.example" }, "https://p.example")).toMatchObject({
      logo: "https://p.example/logos/a.png", voice: true, languages: ["kk", "ru"], consent: { text: "", url: "https://x.example" },
    });
  });

  it("leaves out what has the wrong type", () => {
    expect(parseConfig({ voice: "yes", greetings: [], languages: "ru", suggestions: [1, "Да"] }, "")).toMatchObject({ voice: false, greetings: {}, languages: [], suggestions: ["Да"] });
  });
});

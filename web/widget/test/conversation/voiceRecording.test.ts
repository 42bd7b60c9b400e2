import { describe, expect, it } from "vitest";
import { supportedMimeType } from "../../src/conversation/voiceRecording";

describe("the type of a recording", () => {
  it.each([
    ["Chrome", ["audio/webm;codecs=opus", "audio/mp4"], "audio/webm;codecs=opus"],
    ["Firefox", ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"], "audio/webm;codecs=opus"],
    ["Safari before 18.4", ["audio/mp4"], "audio/mp4"],
    ["an unknown browser", [], ""],
  ])("is one that %s records", (_, supported, chosen) => {
    expect(supportedMimeType((type) => (supported as string[]).includes(type))).toBe(chosen);
  });
});

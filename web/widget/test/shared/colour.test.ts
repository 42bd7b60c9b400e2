import { describe, expect, it } from "vitest";
import { contrast, ground, parse, READABLE, readableOn } from "../../src/shared/colour";

describe("a company's colour", () => {
  it("is read in both spellings, and nothing else is a colour", () => {
    expect(parse("#0af")).toEqual([0, 170, 255]);
    expect(parse(" #00AAFF ")).toEqual([0, 170, 255]);
    for (const not of ["", "red", "#12345", "#1234567", "url(x)", undefined]) expect(parse(not)).toBeNull();
  });

  it("carries readable letters, whatever it is", () => {
    for (let r = 0; r < 256; r += 51)
      for (let g = 0; g < 256; g += 51)
        for (let b = 0; b < 256; b += 51) {
          const made = ground([r, g, b]);
          expect(contrast(made.ground, made.letters)).toBeGreaterThanOrEqual(READABLE);
          expect(contrast([255, 255, 255], readableOn([255, 255, 255], [r, g, b]))).toBeGreaterThanOrEqual(READABLE);
          expect(contrast([19, 25, 34], readableOn([44, 53, 68], [r, g, b]))).toBeGreaterThanOrEqual(READABLE);
        }
  });

  it("is left alone where it is readable already", () => {
    expect(ground([0, 64, 128])).toEqual({ ground: [0, 64, 128], letters: [255, 255, 255] });
  });

  it("has the contrast the standard says", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
  });
});

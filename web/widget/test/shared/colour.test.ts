import { describe, expect, it } from "vitest";
import { brandSurface, contrastRatio, MIN_CONTRAST, parseColour, withReadableContrast } from "../../src/shared/colour";

describe("a company's colour", () => {
  it("is parsed in both spellings, and nothing else is a colour", () => {
    expect(parseColour("#0af")).toEqual([0, 170, 255]);
    expect(parseColour(" #00AAFF ")).toEqual([0, 170, 255]);
    for (const invalid of ["", "red", "#12345", "#1234567", "url(x)", undefined]) expect(parseColour(invalid)).toBeNull();
  });

  it("carries readable text, whatever it is", () => {
    for (let r = 0; r < 256; r += 51)
      for (let g = 0; g < 256; g += 51)
        for (let b = 0; b < 256; b += 51) {
          const surface = brandSurface([r, g, b]);
          expect(contrastRatio(surface.background, surface.text)).toBeGreaterThanOrEqual(MIN_CONTRAST);
          expect(contrastRatio([255, 255, 255], withReadableContrast([255, 255, 255], [r, g, b]))).toBeGreaterThanOrEqual(MIN_CONTRAST);
          expect(contrastRatio([19, 25, 34], withReadableContrast([44, 53, 68], [r, g, b]))).toBeGreaterThanOrEqual(MIN_CONTRAST);
        }
  });

  it("is left alone where it is readable already", () => {
    expect(brandSurface([0, 64, 128])).toEqual({ background: [0, 64, 128], text: [255, 255, 255] });
  });

  it("has the contrast the standard says", () => {
    expect(contrastRatio([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrastRatio([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
  });
});

// A company's colour, changed until text on it can be read (WCAG 2 AA: a contrast of 4.5 : 1).

/** Red, green and blue, 0…255 each; fractions while a colour is being computed. */
export type Rgb = readonly [number, number, number];

/** The contrast ratio that WCAG 2 AA asks of text. */
export const MIN_CONTRAST = 4.5;
/** For a company that has chosen no colour. */
export const DEFAULT_COLOUR: Rgb = [0, 123, 255];
const WHITE: Rgb = [255, 255, 255];
const DARK_TEXT: Rgb = [16, 22, 31];

/** Parses `#rgb` and `#rrggbb`; returns null for anything else. */
export function parseColour(colour: string | undefined): Rgb | null {
  const match = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour?.trim() ?? "");
  if (!match) return null;
  const hex = match[1]!.length === 3 ? [...match[1]!].map((digit) => digit + digit).join("") : match[1]!;
  return [0, 2, 4].map((index) => parseInt(hex.slice(index, index + 2), 16)) as unknown as Rgb;
}

/** Returns the colour in CSS notation. */
export const toCss = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(" ")})`;

/** Returns the relative luminance of WCAG 2: 0 for black, 1 for white. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Returns the contrast ratio of two colours, 1…21, in either order. */
export function contrastRatio(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** Returns `colour`, moved towards black or white until it can be read on `background`. */
export function withReadableContrast(background: Rgb, colour: Rgb): Rgb {
  const target = luminance(background) > 0.18 ? 0 : 255;
  let adjusted = colour;
  // Measured as it is shown: rounded.
  while (contrastRatio(background, adjusted.map(Math.round) as unknown as Rgb) < MIN_CONTRAST) {
    adjusted = adjusted.map((v) => v + (target - v) * 0.05) as unknown as Rgb;
  }
  return adjusted.map(Math.round) as unknown as Rgb;
}

/** Returns a background of the company's colour and the colour of the text on it. A pale colour stays and gets dark
 * text; any other gets white text and is darkened until that can be read. */
export function brandSurface(colour: Rgb): { background: Rgb; text: Rgb } {
  if (luminance(colour) > 0.35) return { background: colour, text: DARK_TEXT };
  return { background: withReadableContrast(WHITE, colour), text: WHITE };
}

/** Returns the custom properties that launcher.css and app.css paint brand surfaces with. */
export function brandProperties(colour: Rgb): Record<string, string> {
  const surface = brandSurface(colour);
  return { "--brand": toCss(surface.background), "--on-brand": toCss(surface.text) };
}

/** Returns the custom properties for coloured text: readable on the darkest of the light theme's backgrounds, and on the
 * lightest of the dark theme's. */
export function accentProperties(colour: Rgb): Record<string, string> {
  return {
    "--accent-light": toCss(withReadableContrast([238, 241, 246], colour)),
    "--accent-dark": toCss(withReadableContrast([44, 53, 68], colour)),
  };
}

/** Sets custom properties on an element. */
export function setCustomProperties(element: HTMLElement, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
}

// A company's colour, made readable (WCAG 2: 4.5 : 1 for text).

export type Rgb = readonly [number, number, number];

export const READABLE = 4.5;
export const THEME: Rgb = [0, 123, 255];
const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [16, 22, 31];

/** `#rgb`, `#rrggbb`; null for anything else. */
export function parse(colour: string | undefined): Rgb | null {
  const found = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour?.trim() ?? "");
  if (!found) return null;
  const hex = found[1]!.length === 3 ? [...found[1]!].map((digit) => digit + digit).join("") : found[1]!;
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

export const css = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(" ")})`;

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** `colour`, moved towards black or white until it can be read on `ground`. */
export function readableOn(ground: Rgb, colour: Rgb): Rgb {
  const goal = luminance(ground) > 0.18 ? 0 : 255;
  let own = colour;
  // What is shown is rounded; so is what is measured.
  while (contrast(ground, own.map(Math.round) as unknown as Rgb) < READABLE) {
    own = own.map((v) => v + (goal - v) * 0.05) as unknown as Rgb;
  }
  return own.map(Math.round) as unknown as Rgb;
}

/** A ground of the company's colour and the letters on it. Pale colours carry dark letters; others are deepened. */
export function ground(colour: Rgb): { ground: Rgb; letters: Rgb } {
  if (luminance(colour) > 0.35) return { ground: colour, letters: INK };
  return { ground: readableOn(WHITE, colour), letters: WHITE };
}

/** The custom properties the launcher's style sheet uses. */
export function brand(colour: Rgb): Record<string, string> {
  const own = ground(colour);
  return { "--brand": css(own.ground), "--on-brand": css(own.letters) };
}

/** Coloured letters, for the darkest of the light grounds they stand on and for the lightest of the dark ones. */
export function accents(colour: Rgb): Record<string, string> {
  return { "--accent-light": css(readableOn([238, 241, 246], colour)), "--accent-dark": css(readableOn([44, 53, 68], colour)) };
}

export function paint(host: HTMLElement, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) host.style.setProperty(name, value);
}

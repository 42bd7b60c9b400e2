// A text → pieces that become DOM nodes. What a model says is never markup; an address outside these four
// schemes stays a text.

export type Piece = { kind: "text" | "bold"; text: string } | { kind: "link"; text: string; href: string };

const END = String.raw`[^\s<>"'«».,;:!?)\]*]`;
const PATTERNS = [
  String.raw`\[(?<label>[^\]\n]{1,200})\]\((?<to>[^\s()]{1,2000})\)`,
  String.raw`(?<web>https?:\/\/[^\s<>"'«»]*${END})`,
  String.raw`(?<mail>[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63})+)`,
  String.raw`(?<![\d+])(?<phone>\+\d(?:[\s()\-\u202f\u00a0]{0,2}\d){9,14})(?!\d)`,
  String.raw`\*\*(?<bold>[^*\n]+)\*\*`,
];
const MARKS = new RegExp(PATTERNS.join("|"), "gu");

/** The address as a link may carry it; null where it is not one of ours to open. */
export function safe(href: unknown): string | null {
  if (typeof href !== "string") return null;
  try {
    return ["http:", "https:", "tel:", "mailto:"].includes(new URL(href).protocol) ? href : null;
  } catch {
    return null;
  }
}

export function pieces(text: string): Piece[] {
  const made: Piece[] = [];
  let last = 0;
  for (const found of text.matchAll(MARKS)) {
    const { label, to, web, mail, phone, bold } = found.groups ?? {};
    if (found.index > last) made.push({ kind: "text", text: text.slice(last, found.index) });
    last = found.index + found[0].length;
    if (bold) made.push({ kind: "bold", text: bold });
    else {
      const href = safe(to ?? web ?? (mail ? `mailto:${mail}` : `tel:${phone?.replace(/[^\d+]/g, "")}`));
      const shown = label ?? web ?? mail ?? phone ?? "";
      made.push(href ? { kind: "link", text: shown, href } : { kind: "text", text: found[0] });
    }
  }
  if (last < text.length) made.push({ kind: "text", text: text.slice(last) });
  return made;
}

// Splits a message into segments that become DOM nodes. What a model writes is never markup; an address with a scheme
// other than http, https, tel and mailto stays text.

export type TextSegment = { kind: "text" | "bold"; text: string } | { kind: "link"; text: string; href: string };

/** A full stop or a bracket at the end belongs to the sentence, not to the address. */
const LAST_URL_CHARACTER = String.raw`[^\s<>"'«».,;:!?)\]*]`;
const PATTERNS = [
  String.raw`\[(?<label>[^\]\n]{1,200})\]\((?<to>[^\s()]{1,2000})\)`,
  String.raw`(?<web>https?:\/\/[^\s<>"'«»]*${LAST_URL_CHARACTER})`,
  String.raw`(?<mail>[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63})+)`,
  String.raw`(?<![\d+])(?<phone>\+\d(?:[\s()\-\u202f\u00a0]{0,2}\d){9,14})(?!\d)`,
  String.raw`\*\*(?<bold>[^*\n]+)\*\*`,
];
const MARKUP = new RegExp(PATTERNS.join("|"), "gu");

/** Returns the address if a link may carry it, else null. */
export function safeHref(href: unknown): string | null {
  if (typeof href !== "string") return null;
  try {
    return ["http:", "https:", "tel:", "mailto:"].includes(new URL(href).protocol) ? href : null;
  } catch {
    return null;
  }
}

/** Returns the segments of a text in their order: links, bold, and what is between them. No character is lost but the
 * marks of a link or of bold. */
export function parseRichText(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKUP)) {
    const { label, to, web, mail, phone, bold } = match.groups ?? {};
    if (match.index > end) segments.push({ kind: "text", text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    if (bold) segments.push({ kind: "bold", text: bold });
    else {
      const href = safeHref(to ?? web ?? (mail ? `mailto:${mail}` : `tel:${phone?.replace(/[^\d+]/g, "")}`));
      const linkText = label ?? web ?? mail ?? phone ?? "";
      segments.push(href ? { kind: "link", text: linkText, href } : { kind: "text", text: match[0] });
    }
  }
  if (end < text.length) segments.push({ kind: "text", text: text.slice(end) });
  return segments;
}

// Where the visitor came from: campaign marks of the page's address, kept for the visit under the key the embed
// contract names. Values are cut: the address is anybody's to write.

import { session } from "./browserStorage";

const KEY = "utm_data";
const MARKS = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"] as const;
const CLICKS = ["utm_id", "gclid", "gbraid", "wbraid", "fbclid", "yclid", "ttclid"] as const;
const LONGEST = 255;

export type Marks = Record<string, string>;

/** Read the page's address once; later pages of the visit without marks keep the first ones. */
export function remember(page: URL, referrer: string): Marks {
  const found: Marks = {};
  for (const name of [...MARKS, ...CLICKS]) {
    const value = page.searchParams.get(name);
    if (value) found[name] = value.slice(0, LONGEST);
  }
  const before = recall();
  const marks = Object.keys(found).length ? { ...before, ...found } : before;
  if (!marks.landing_page) {
    marks.landing_page = (page.origin + page.pathname).slice(0, LONGEST);
    // The referrer's query may name people; its origin and path tell enough.
    marks.referrer = referrer.split(/[?#]/)[0]!.slice(0, LONGEST);
  }
  session.set(KEY, JSON.stringify(marks));
  return marks;
}

export function recall(): Marks {
  try {
    const kept: unknown = JSON.parse(session.get(KEY) ?? "{}");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? (kept as Marks) : {};
  } catch {
    return {};
  }
}

/** Only what the assistant's chat endpoint names. */
export function utm(marks: Marks): Marks {
  return Object.fromEntries(MARKS.flatMap((name) => (typeof marks[name] === "string" ? [[name, marks[name]]] : [])));
}

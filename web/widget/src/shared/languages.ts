// The seven languages, under all the names that other programs give them.

export const LANGUAGE_CODES = ["ru", "en", "kk", "ky", "uz", "uk", "mn"] as const;
export type LanguageCode = (typeof LANGUAGE_CODES)[number];

/** The key under which the visitor's choice of language is stored. */
export const LANGUAGE_KEY = "bizdnaii_widget_lang";
/** The event by which page and chat tell each other that the language has changed: `detail: { language }`. */
export const LANGUAGE_EVENT = "bizdnaii-language-change";

/** Country codes that deployed pages use for languages. */
const ALIASES: Record<string, LanguageCode> = { kz: "kk", kg: "ky", ua: "uk" };

/** Parses a language tag: `ru-RU`, `KZ`, `kk_KZ`. Returns null for a language that we do not speak. */
export function parseLanguageCode(tag: string | null | undefined): LanguageCode | null {
  const primary = (tag ?? "").toLowerCase().split(/[-_]/)[0]!;
  const code = ALIASES[primary] ?? primary;
  return (LANGUAGE_CODES as readonly string[]).includes(code) ? (code as LanguageCode) : null;
}

/** Returns what deployed pages and servers call the language. */
export const toWireCode = (code: LanguageCode): string => (code === "kk" ? "kz" : code);

/** Returns the text for a language, under any of its names; empty where there is none. */
export function localizedText(texts: Record<string, string | null> | undefined, code: LanguageCode): string {
  if (!texts) return "";
  const names = [code, ...Object.keys(ALIASES).filter((name) => ALIASES[name] === code)];
  for (const name of names) if (texts[name]) return texts[name]!;
  return "";
}

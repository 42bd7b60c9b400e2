// The seven languages under all the names other programs give them.

export const CODES = ["ru", "en", "kk", "ky", "uz", "uk", "mn"] as const;
export type Code = (typeof CODES)[number];

const ALIASES: Record<string, Code> = { kz: "kk", kg: "ky", ua: "uk" };

/** `ru-RU`, `KZ`, `kk_KZ` → our code; null for a language we do not speak. */
export function code(given: string | null | undefined): Code | null {
  const plain = (given ?? "").toLowerCase().split(/[-_]/)[0]!;
  const own = ALIASES[plain] ?? plain;
  return (CODES as readonly string[]).includes(own) ? (own as Code) : null;
}

/** What deployed pages and servers call the language. */
export const wire = (own: Code): string => (own === "kk" ? "kz" : own);

/** A text of a `Localized` object, under any of the language's names. */
export function localized(texts: Record<string, string | null> | undefined, own: Code): string {
  if (!texts) return "";
  const names = [own, ...Object.keys(ALIASES).filter((name) => ALIASES[name] === own)];
  for (const name of names) if (texts[name]) return texts[name]!;
  return "";
}

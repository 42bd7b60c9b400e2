// Formats times and dates in the reader's language. Times are milliseconds since 1970.

import type { LanguageCode } from "../shared/languages";
import { formattingLocale, hasLocaleData } from "../shared/locale";
import type { Texts } from "./texts";

const DAY_MS = 86_400_000;

const dayOf = (time: number): string => new Date(time).toDateString();

/** Tells whether two times are on one day of the visitor's time zone. */
export const isSameDay = (one: number, other: number): boolean => dayOf(one) === dayOf(other);

/** Made once a language: making a format takes longer than using it. */
const timeFormats = new Map<LanguageCode, Intl.DateTimeFormat>();

/** Returns hours and minutes. */
export function formatTime(time: number, language: LanguageCode): string {
  let format = timeFormats.get(language);
  if (!format) timeFormats.set(language, (format = new Intl.DateTimeFormat(formattingLocale(language), { hour: "2-digit", minute: "2-digit" })));
  return format.format(time);
}

/** Returns "today", "yesterday", or the date. */
export function formatDay(time: number, language: LanguageCode, texts: Texts, now = Date.now()): string {
  if (isSameDay(time, now)) return texts.today;
  if (isSameDay(time, now - DAY_MS)) return texts.yesterday;
  const options = hasLocaleData(language) ? ({ day: "numeric", month: "long" } as const) : undefined;
  return new Date(time).toLocaleDateString(formattingLocale(language), options);
}

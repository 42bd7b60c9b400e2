// Hours and days as the reader's language writes them.

import type { LanguageCode } from "../shared/languages";
import { hasLocaleData, formattingLocale } from "../shared/locale";
import type { Texts } from "./texts";

const day = (at: number): string => new Date(at).toDateString();

export const sameDay = (one: number, other: number): boolean => day(one) === day(other);

const clocks = new Map<LanguageCode, Intl.DateTimeFormat>();

export function hour(at: number, language: LanguageCode): string {
  let clock = clocks.get(language);
  if (!clock) clocks.set(language, (clock = new Intl.DateTimeFormat(formattingLocale(language), { hour: "2-digit", minute: "2-digit" })));
  return clock.format(at);
}

export function dayOf(at: number, language: LanguageCode, texts: Texts, now = Date.now()): string {
  if (sameDay(at, now)) return texts.today;
  if (sameDay(at, now - 86_400_000)) return texts.yesterday;
  const named = hasLocaleData(language) ? ({ day: "numeric", month: "long" } as const) : undefined;
  return new Date(at).toLocaleDateString(formattingLocale(language), named);
}

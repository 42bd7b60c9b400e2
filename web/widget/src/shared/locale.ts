// Which locale numbers and dates are formatted in. Chromium ships the data of some languages only: Kyrgyz and Mongolian
// come out as English, Kazakh and Uzbek as root data ("M01 1", "₸ 329,990"). The Russian way to write a number is right
// for all four; a month's name is not, so dates are then digits.

import type { LanguageCode } from "./languages";

/** Tells whether browsers can format dates with words in this language. */
export const hasLocaleData = (language: LanguageCode): boolean => ["ru", "en", "uk"].includes(language);

/** Returns the locale to give to `Intl`. */
export const formattingLocale = (language: LanguageCode): string => (hasLocaleData(language) ? language : "ru");

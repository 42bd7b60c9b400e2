// Chromium ships numbers and months of some languages only: for Kyrgyz and Mongolian it writes English, for Kazakh and
// Uzbek root data ("M01 1", "₸ 329,990"). The neighbours' way to write a number is right for all four; a month's name
// is not, so dates are then digits.

import type { Code } from "./languages";

export const whole = (language: Code): boolean => ["ru", "en", "uk"].includes(language);

export const locale = (language: Code): string => (whole(language) ? language : "ru");

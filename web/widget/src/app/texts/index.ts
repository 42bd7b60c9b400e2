import type { LanguageCode } from "../../shared/languages";
import { en } from "./en";
import { kk } from "./kk";
import { ky } from "./ky";
import { mn } from "./mn";
import { ru } from "./ru";
import { uk } from "./uk";
import { uz } from "./uz";
import type { Texts } from "./texts";

export type { Texts } from "./texts";
export const TEXTS: Record<LanguageCode, Texts> = { ru, en, kk, ky, uz, uk, mn };

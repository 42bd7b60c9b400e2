// What parley tells of a widget (contract §1.3), read tolerantly: a server may know more or less than this page.

import { parseLanguageCode, type LanguageCode } from "../shared/languages";
import type { WidgetConfig, Consent, JsonObject } from "../shared/types";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const object = (value: unknown): JsonObject => (value && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {});
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === "string") : []);

function consent(told: JsonObject): Consent | null {
  const own = object(told.consent);
  const made = { text: text(own.text ?? told.consent_text), url: text(own.url ?? told.consent_url) };
  return made.text || made.url ? made : null;
}

export function read(told: JsonObject, server: string): WidgetConfig {
  const logo = text(told.logo_url);
  return {
    name: text(told.title) || text(told.company_name),
    description: text(told.description),
    logo: logo.startsWith("/") ? server + logo : logo,
    currency: text(told.currency),
    greetings: object(told.greetings) as Record<string, string | null>,
    greeting: text(told.greeting_message) || text(told.greeting),
    languages: texts(told.languages).map(parseLanguageCode).filter((one): one is LanguageCode => one !== null),
    suggestions: texts(told.suggestions),
    consent: consent(told),
    voice: told.voice === true,
  };
}

// Parses what parley says of a widget (contract §1.3). A server may know more or less than this version of the chat.

import { asObject, asText, type JsonObject } from "../shared/json";
import { parseLanguageCode, type LanguageCode } from "../shared/languages";
import type { Consent, WidgetConfig } from "../shared/types";

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);

/** Returns null where visitors agree to nothing. */
function parseConsent(json: JsonObject): Consent | null {
  const nested = asObject(json.consent);
  const consent = { text: asText(nested.text ?? json.consent_text), url: asText(nested.url ?? json.consent_url) };
  return consent.text || consent.url ? consent : null;
}

/** Parses a widget's configuration; `server` is parley's origin, for the address of a logo that is kept there. */
export function parseConfig(json: JsonObject, server: string): WidgetConfig {
  const logo = asText(json.logo_url);
  return {
    name: asText(json.title) || asText(json.company_name),
    description: asText(json.description),
    logo: logo.startsWith("/") ? server + logo : logo,
    currency: asText(json.currency),
    greetings: asObject(json.greetings) as Record<string, string | null>,
    greeting: asText(json.greeting_message) || asText(json.greeting),
    languages: asTexts(json.languages).map(parseLanguageCode).filter((code): code is LanguageCode => code !== null),
    suggestions: asTexts(json.suggestions),
    consent: parseConsent(json),
    voice: json.voice === true,
  };
}

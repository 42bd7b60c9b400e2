// Turns what a server answered into the types that the rest relies on.

import { asList, asObject, asText, type JsonObject } from "../shared/json";
import { parseLanguageCode } from "../shared/languages";
import type { Answer, HistoryLine, Product, Source } from "./transport";

const MAX_SUGGESTIONS = 8;
const MAX_PRODUCTS = 12;
const MAX_SOURCES = 6;

const asNumber = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const firstText = (...values: unknown[]): string => values.map(asText).find(Boolean) ?? "";

/** Returns one product, or none for what has no name. Shops spell their fields differently; these spellings were met. */
function parseProduct(value: unknown): Product[] {
  const json = asObject(value);
  if (!asText(json.name)) return [];
  const details = asObject(json.specifications);
  return [
    {
      id: String(json.id ?? json.name),
      name: asText(json.name),
      description: asText(json.description),
      // The contract's price is a number, 0 where none is known.
      price: asNumber(json.price) ?? 0,
      currency: asText(json.currency),
      availability: json.availability !== false,
      image_url: firstText(json.image_url, json.image, json.picture, details.image_url, details.image, details.picture),
      url: firstText(json.url, json.link, details.url, details.link),
    },
  ];
}

/** Returns one source, or none for what names no document. */
function parseSource(value: unknown): Source[] {
  const json = asObject(value);
  if (!asText(json.document)) return [];
  return [
    { document: asText(json.document), page: asNumber(json.page), heading: asText(json.heading), url: asText(json.url) },
  ];
}

/** Removes markers that are meant for the buttons of other channels. */
export const stripMarkers = (text: string): string => text.replaceAll("[REQUEST_CONTACT]", "").trimEnd();

/** Parses an answer; `text` is what it says, whose field differs between endpoints. */
export function parseAnswer(json: JsonObject, text: string): Answer {
  return {
    text: stripMarkers(text),
    // The answer to a recording names the recording's language too.
    language: parseLanguageCode(firstText(json.answer_language, json.language)),
    suggestions: asList(json.suggestions)
      .filter((value): value is string => typeof value === "string" && !!value.trim())
      .slice(0, MAX_SUGGESTIONS),
    products: asList(json.suggested_products ?? json.products).flatMap(parseProduct).slice(0, MAX_PRODUCTS),
    sources: asList(json.sources).flatMap(parseSource).slice(0, MAX_SOURCES),
    handover: json.handover === true,
  };
}

/** Parses the messages of a conversation, oldest first; leaves out those of other roles. */
export function parseHistory(json: JsonObject): HistoryLine[] {
  return asList(json.messages).flatMap((value) => {
    const message = asObject(value);
    if (message.role !== "user" && message.role !== "assistant") return [];
    const at = Date.parse(asText(message.timestamp)) || Date.now();
    const author = asText(message.author);
    return [{ role: message.role, text: stripMarkers(asText(message.content)), at, ...(author && { author }) }];
  });
}

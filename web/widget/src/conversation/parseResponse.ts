// What a server answered, as the types the rest relies on: one place where foreign JSON is looked at.

import { parseLanguageCode } from "../shared/languages";
import type { Answer, Product, Said, Source } from "./transport";

export type Json = Record<string, unknown>;

const object = (value: unknown): Json => (value && typeof value === "object" && !Array.isArray(value) ? (value as Json) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const first = (...values: unknown[]): string => values.map(text).find(Boolean) ?? "";

/** Where a shop keeps what a card shows differs; these are the spellings met. */
function product(given: unknown): Product[] {
  const told = object(given);
  if (!text(told.name)) return [];
  const more = object(told.specifications);
  return [
    {
      id: String(told.id ?? told.name),
      name: text(told.name),
      description: text(told.description),
      // The contract's price is a number, 0 where none is known.
      price: number(told.price) ?? 0,
      currency: text(told.currency),
      availability: told.availability !== false,
      image_url: first(told.image_url, told.image, told.picture, more.image_url, more.image, more.picture),
      url: first(told.url, told.link, more.url, more.link),
    },
  ];
}

function source(given: unknown): Source[] {
  const told = object(given);
  if (!text(told.document)) return [];
  return [{ document: text(told.document), page: number(told.page), heading: text(told.heading), url: text(told.url) }];
}

/** Marks meant for other channels' buttons, which no visitor should read. */
export const tidy = (said: string): string => said.replaceAll("[REQUEST_CONTACT]", "").trimEnd();

export function answer(told: Json, said: string): Answer {
  return {
    text: tidy(said),
    // A voice's answer names the recording's language beside its own.
    language: parseLanguageCode(first(told.answer_language, told.language)),
    suggestions: list(told.suggestions).filter((one): one is string => typeof one === "string" && !!one.trim()).slice(0, 8),
    products: list(told.suggested_products ?? told.products).flatMap(product).slice(0, 12),
    sources: list(told.sources).flatMap(source).slice(0, 6),
    handover: told.handover === true,
  };
}

export function history(told: Json): Said[] {
  return list(told.messages).flatMap((given) => {
    const line = object(given);
    if (line.role !== "user" && line.role !== "assistant") return [];
    return [{ role: line.role, text: tidy(text(line.content)), at: Date.parse(text(line.timestamp)) || Date.now() }];
  });
}

// Reads values of foreign JSON, about which nothing is taken for granted.

export type JsonObject = Record<string, unknown>;

/** Returns the value if it is an object, else an empty one. */
export const asObject = (value: unknown): JsonObject =>
  value && typeof value === "object" && !Array.isArray(value) ? (value as JsonObject) : {};

/** Returns the value if it is a list, else an empty one. */
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Returns the value if it is a text, else an empty one. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");

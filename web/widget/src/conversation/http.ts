// The only place that posts or fetches for a talk.

import { Lost, Refused } from "./transport";
import type { Json } from "./parseResponse";

const PATIENCE_MS = 60_000;

/** Raises Lost where nobody knows what became of it, Refused where the server said no. */
export async function call(url: string, body?: Json | FormData): Promise<Json> {
  let answer: Response;
  let told: unknown;
  try {
    answer = await fetch(url, {
      credentials: "omit",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body instanceof FormData
        ? { method: "POST", body }
        : body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    told = await answer.json().catch(() => ({}));
  } catch (error) {
    throw new Lost(String(error));
  }
  if (answer.status === 429) throw new Refused("rate_limited");
  if (answer.status === 413) throw new Refused("too_large");
  if (answer.status >= 500) throw new Lost(String(answer.status));
  if (!answer.ok) throw new Refused(String(answer.status));
  return told && typeof told === "object" ? (told as Json) : {};
}

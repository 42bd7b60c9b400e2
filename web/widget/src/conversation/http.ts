import type { JsonObject } from "../shared/json";
import { ConnectionLost, RequestRefused } from "./transport";

const TIMEOUT_MS = 60_000;

/** Posts `body`, or gets where there is none, and returns the answer's JSON object; empty where it is no object. Throws
 * ConnectionLost where nobody knows what became of the request, RequestRefused where the server said no. */
export async function requestJson(url: string, body?: JsonObject | FormData): Promise<JsonObject> {
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(url, {
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body instanceof FormData
        ? { method: "POST", body }
        : body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
    });
    json = await response.json().catch(() => ({}));
  } catch (error) {
    throw new ConnectionLost(String(error));
  }
  if (response.status === 429) throw new RequestRefused("rate_limited");
  if (response.status === 413) throw new RequestRefused("too_large");
  if (response.status >= 500) throw new ConnectionLost(String(response.status));
  if (!response.ok) throw new RequestRefused(String(response.status));
  return json && typeof json === "object" ? (json as JsonObject) : {};
}

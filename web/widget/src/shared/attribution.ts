// Where the visitor came from: campaign parameters and click ids of the page's address, kept for the visit under the
// key that the embed contract names. Anybody can write an address, so values are cut.

import { sessionStore } from "./browserStorage";

const STORAGE_KEY = "utm_data";
const UTM_PARAMETERS = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"] as const;
const CLICK_ID_PARAMETERS = ["utm_id", "gclid", "gbraid", "wbraid", "fbclid", "yclid", "ttclid"] as const;
/** Characters. */
const MAX_VALUE_LENGTH = 255;

/** Values by parameter name, with `landing_page` and `referrer`. */
export type Attribution = Record<string, string>;

/** Stores what the page's address says and returns all that is known of the visit. Later pages without parameters keep
 * the earlier ones; the landing page and the referrer are those of the first page. */
export function recordAttribution(page: URL, referrer: string): Attribution {
  const fromPage: Attribution = {};
  for (const name of [...UTM_PARAMETERS, ...CLICK_ID_PARAMETERS]) {
    const value = page.searchParams.get(name);
    if (value) fromPage[name] = value.slice(0, MAX_VALUE_LENGTH);
  }
  const stored = storedAttribution();
  const attribution = Object.keys(fromPage).length ? { ...stored, ...fromPage } : stored;
  if (!attribution.landing_page) {
    attribution.landing_page = (page.origin + page.pathname).slice(0, MAX_VALUE_LENGTH);
    // The query of the referrer may contain names of people; its origin and path are enough.
    attribution.referrer = referrer.split(/[?#]/)[0]!.slice(0, MAX_VALUE_LENGTH);
  }
  sessionStore.set(STORAGE_KEY, JSON.stringify(attribution));
  return attribution;
}

/** Returns what was stored during this visit; empty where nothing was, or nothing readable. */
export function storedAttribution(): Attribution {
  try {
    const stored: unknown = JSON.parse(sessionStore.get(STORAGE_KEY) ?? "{}");
    return stored && typeof stored === "object" && !Array.isArray(stored) ? (stored as Attribution) : {};
  } catch {
    return {};
  }
}

/** Returns the five utm parameters, the only ones that the assistant's chat endpoint takes. */
export function utmFields(attribution: Attribution): Attribution {
  return Object.fromEntries(
    UTM_PARAMETERS.flatMap((name) => (typeof attribution[name] === "string" ? [[name, attribution[name]]] : [])),
  );
}

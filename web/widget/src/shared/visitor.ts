// Who the visitor is: a random id that this browser keeps.

import { localStore } from "./browserStorage";

/** The key under which parley's sites have always kept the visitor's id. */
export const VISITOR_ID_KEY = "bizdnaii_vid";

/** Returns `prefix` and 128 random bits. Unguessable: a visitor's id is all that tells them from others. */
export function randomId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return prefix + Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
}

/** Makes the visitor somebody new and returns their id. */
export function createVisitorId(): string {
  const id = randomId("v_");
  localStore.set(VISITOR_ID_KEY, id);
  return id;
}

/** Returns the visitor's id; makes one on the first visit. */
export const visitorId = (): string => localStore.get(VISITOR_ID_KEY) || createVisitorId();

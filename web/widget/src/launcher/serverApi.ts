// What parley tells of a widget (contract §1.3). The launcher looks at colour, place and greeting; the chat at the rest.

import { visitorId } from "../shared/visitor";
import type { JsonObject, WidgetOptions } from "../shared/types";

export class Unavailable extends Error {}

/** Raises Unavailable when parley says there is no such widget, or that it is switched off. */
async function get(url: string): Promise<JsonObject> {
  // The widget of a web site is found by the page's origin, which travels as the Referer.
  const answer = await fetch(url, { referrerPolicy: "strict-origin-when-cross-origin", credentials: "omit" });
  if (answer.status === 404 || answer.status === 403) throw new Unavailable(`${answer.status}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as JsonObject;
}

/** The company's configuration; where the network fails, none, and the page's own options do. */
export async function load(options: WidgetOptions): Promise<JsonObject> {
  if (options.dialect === "assistant") return {};
  const { server, company, widget } = options;
  const path = company ? `/sales/${company}/` + (widget ? `widgets/${widget}/config` : "company-info") : "/sales/widget/config";
  try {
    // In an experiment the visitor decides which of several widgets this is.
    const told = await get(`${server}${path}?visitor=${visitorId()}`);
    if (told.is_active === false || told.widget_enabled === false) throw new Unavailable("off");
    options.company ||= String(told.company_id ?? "");
    if (told.widget_id) options.widget = String(told.widget_id);
    return told;
  } catch (error) {
    if (error instanceof Unavailable || !options.company) throw error;
    return {};
  }
}

/** Tell parley what became of the button, for its count of visitors; nobody waits for it. */
export function beacon({ dialect, server, company, widget }: WidgetOptions, event: "shown" | "opened"): void {
  if (dialect === "sales" && widget) {
    navigator.sendBeacon?.(`${server}/sales/${company}/widgets/${widget}/events`, JSON.stringify({ event, visitor: visitorId() }));
  }
}

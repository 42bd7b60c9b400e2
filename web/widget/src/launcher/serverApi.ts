// What the launcher asks of parley: the widget's configuration (contract §1.3), and that events be counted.

import type { JsonObject } from "../shared/json";
import type { WidgetOptions } from "../shared/types";
import { visitorId } from "../shared/visitor";

/** There is no such widget, or it is switched off. */
export class WidgetUnavailable extends Error {}

async function fetchJson(url: string): Promise<JsonObject> {
  // The widget of a web site is found by the page's origin, which travels as the Referer.
  const response = await fetch(url, { referrerPolicy: "strict-origin-when-cross-origin", credentials: "omit" });
  if (response.status === 404 || response.status === 403) throw new WidgetUnavailable(`${response.status}`);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as JsonObject;
}

/** Returns the widget's configuration as the server sends it, and completes `options` with its numbers. Empty where the
 * network fails but the page names a company: its options are enough. Throws WidgetUnavailable. */
export async function fetchWidgetConfig(options: WidgetOptions): Promise<JsonObject> {
  if (options.dialect === "assistant") return {};
  const { server, company, widget } = options;
  const path = company ? `/sales/${company}/` + (widget ? `widgets/${widget}/config` : "company-info") : "/sales/widget/config";
  try {
    // In an experiment the visitor decides which of several widgets this is.
    const config = await fetchJson(`${server}${path}?visitor=${visitorId()}`);
    if (config.is_active === false || config.widget_enabled === false) throw new WidgetUnavailable("off");
    options.company ||= String(config.company_id ?? "");
    if (config.widget_id) options.widget = String(config.widget_id);
    return config;
  } catch (error) {
    if (error instanceof WidgetUnavailable || !options.company) throw error;
    return {};
  }
}

/** Tells parley that the button was shown or the chat opened, for its count of visitors. Nobody waits for it. */
export function sendWidgetEvent({ dialect, server, company, widget }: WidgetOptions, event: "shown" | "opened"): void {
  if (dialect === "sales" && widget) {
    navigator.sendBeacon?.(`${server}/sales/${company}/widgets/${widget}/events`, JSON.stringify({ event, visitor: visitorId() }));
  }
}

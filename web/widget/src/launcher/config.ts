// What parley tells of a widget (contract §1.3). The launcher looks at colour, place and greeting; the chat at the rest.

import type { Json, Options } from "../options";

export class Unavailable extends Error {}

/** Raises Unavailable when parley says there is no such widget, or that it is switched off. */
async function get(url: string): Promise<Json> {
  // The widget of a web site is found by the page's origin, which travels as the Referer.
  const answer = await fetch(url, { referrerPolicy: "strict-origin-when-cross-origin", credentials: "omit" });
  if (answer.status === 404 || answer.status === 403) throw new Unavailable(`${answer.status}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()) as Json;
}

/** The company's configuration; where the network fails, none, and the page's own options do. */
export async function load(options: Options): Promise<Json> {
  if (options.dialect === "assistant") return {};
  const { server, company, widget } = options;
  const about = `/sales/${company}/company-info`;
  const path = !company ? "/sales/widget/config" : widget ? `/sales/companies/${company}/widgets/${widget}` : about;
  try {
    const told = await get(server + path);
    if (told.is_active === false || told.widget_enabled === false) throw new Unavailable("off");
    if (!company) {
      options.company = String(told.company_id ?? "");
      options.widget = String(told.widget_id ?? "");
    }
    return told.company_name || !widget ? told : { ...(await get(server + about)), ...told };
  } catch (error) {
    if (error instanceof Unavailable || !options.company) throw error;
    return {};
  }
}

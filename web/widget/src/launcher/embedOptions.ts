// The three ways a page embeds us, made one: data attributes, AidaWidget.init, the old site script.

import { parseLanguageCode } from "../shared/languages";
import type { WidgetOptions, WidgetPosition, WidgetTheme } from "../shared/types";

/** Of `AidaWidget.init` (contract §5.9), with what is ours. */
export interface InitOptions {
  apiUrl?: string;
  position?: string;
  primaryColor?: string;
  buttonText?: string;
  welcomeMessage?: string;
  title?: string;
  language?: string;
  theme?: string;
  mode?: string;
  /** A company of parley's own chat instead of the assistant. */
  company?: string | number;
  widget?: string | number;
}

const position = (given?: string): WidgetPosition => (given === "bottom-left" ? "bottom-left" : "bottom-right");
const theme = (given?: string): WidgetTheme => (given === "light" || given === "dark" ? given : "auto");
const digits = (given?: string | number): string => (/^\d{1,9}$/.test(String(given ?? "")) ? String(given) : "");

export function fromInit(given: InitOptions, origin: string): WidgetOptions {
  const company = digits(given.company);
  return {
    server: (given.apiUrl ?? origin).replace(/\/+$/, ""),
    dialect: company ? "sales" : "assistant",
    company,
    widget: digits(given.widget),
    mode: given.mode === "page" ? "page" : "float",
    position: position(given.position),
    theme: theme(given.theme),
    colour: given.primaryColor ?? "",
    buttonText: given.buttonText ?? "",
    welcome: given.welcomeMessage ?? "",
    title: given.title ?? "",
    language: parseLanguageCode(given.language),
  };
}

/** Null for a script that waits for `init`. */
export function fromScript(script: HTMLScriptElement | null): WidgetOptions | null {
  if (!script?.src) return null;
  const { origin, pathname } = new URL(script.src);
  const data = script.dataset;
  const site = pathname.endsWith("/bizdnaii-widget.js");
  if (!site && data.company === undefined && data.mode === undefined) return null;
  const made = fromInit(
    {
      apiUrl: data.apiUrl ?? origin,
      position: data.position,
      primaryColor: data.color,
      buttonText: data.buttonText,
      welcomeMessage: data.welcome,
      title: data.title,
      language: data.language,
      theme: data.theme,
      mode: data.mode,
      company: data.company,
      widget: data.widget,
    } as InitOptions,
    origin,
  );
  return site ? { ...made, dialect: "sales" } : made;
}

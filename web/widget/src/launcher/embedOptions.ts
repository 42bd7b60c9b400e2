// The three ways to put the chat on a page, made one: data attributes, AidaWidget.init, the old site script.

import { parseLanguageCode } from "../shared/languages";
import type { WidgetOptions, WidgetPosition, WidgetTheme } from "../shared/types";

/** The argument of `AidaWidget.init`: that of contract §5.9, and from `title` on what we have added. */
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
  /** The number of a company: its chat instead of the assistant. */
  company?: string | number;
  widget?: string | number;
}

const asPosition = (value?: string): WidgetPosition => (value === "bottom-left" ? "bottom-left" : "bottom-right");
const asTheme = (value?: string): WidgetTheme => (value === "light" || value === "dark" ? value : "auto");
const asDigits = (value?: string | number): string => (/^\d{1,9}$/.test(String(value ?? "")) ? String(value) : "");

/** Returns the options of an `init` call; `origin` is parley's where `apiUrl` is missing. */
export function optionsFromInit(init: InitOptions, origin: string): WidgetOptions {
  const company = asDigits(init.company);
  return {
    server: (init.apiUrl ?? origin).replace(/\/+$/, ""),
    dialect: company ? "sales" : "assistant",
    company,
    widget: asDigits(init.widget),
    mode: init.mode === "page" ? "page" : "float",
    position: asPosition(init.position),
    theme: asTheme(init.theme),
    colour: init.primaryColor ?? "",
    buttonText: init.buttonText ?? "",
    welcome: init.welcomeMessage ?? "",
    title: init.title ?? "",
    language: parseLanguageCode(init.language),
  };
}

/** Returns the options in a script tag's data attributes; null for a script that waits for `init`. */
export function optionsFromScript(script: HTMLScriptElement | null): WidgetOptions | null {
  if (!script?.src) return null;
  const { origin, pathname } = new URL(script.src);
  const data = script.dataset;
  // Its company is found by the page's origin.
  const isSiteScript = pathname.endsWith("/bizdnaii-widget.js");
  if (!isSiteScript && data.company === undefined && data.mode === undefined) return null;
  const options = optionsFromInit(
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
  return isSiteScript ? { ...options, dialect: "sales" } : options;
}

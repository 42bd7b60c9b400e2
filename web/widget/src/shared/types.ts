// What a host page says of the widget, what parley says of it, and what launcher and chat hand to each other.

import type { JsonObject } from "./json";
import type { LanguageCode } from "./languages";

export type WidgetPosition = "bottom-right" | "bottom-left";
export type WidgetTheme = "auto" | "light" | "dark";

/** What the host page says. Texts are empty where it says nothing. */
export interface WidgetOptions {
  /** The origin of parley; for the assistant dialect, the address that `/chat` is appended to. */
  server: string;
  /** `sales`: a company by its number, over WebSocket. `assistant`: `POST {server}/chat`, answers come whole. */
  dialect: "sales" | "assistant";
  /** The company's number, in digits. */
  company: string;
  /** The widget's number, in digits. */
  widget: string;
  /** A button that opens a panel, or a page that is nothing but the chat. */
  mode: "float" | "page";
  position: WidgetPosition;
  theme: WidgetTheme;
  /** `#rgb` or `#rrggbb`. */
  colour: string;
  buttonText: string;
  /** The first words in the chat, instead of the company's greeting. */
  welcome: string;
  /** The name in the chat's header. */
  title: string;
  language: LanguageCode | null;
}

/** What visitors agree to by sending a message. */
export interface Consent {
  text: string;
  url: string;
}

/** What parley says of a widget; empty where it says nothing. */
export interface WidgetConfig {
  name: string;
  description: string;
  /** The address of a picture. */
  logo: string;
  /** ISO 4217, for products that name none. */
  currency: string;
  /** By language, under any of its names. */
  greetings: Record<string, string | null>;
  /** In the company's own language. */
  greeting: string;
  /** The languages to choose from; empty: all. */
  languages: LanguageCode[];
  /** Quick replies before anything is said. */
  suggestions: string[];
  consent: Consent | null;
  /** Voice messages are understood. */
  voice: boolean;
}

/** What the launcher hands to the chat. A browser may keep the launcher a day longer than the server keeps its version of
 * the chat, so names here, in `WidgetOptions` and in `ChatHandle` are an interface between versions: add, never rename. */
export interface MountContext {
  options: WidgetOptions;
  /** The widget's configuration as the server sent it. */
  told: JsonObject;
  root: ShadowRoot;
  host: HTMLElement;
  onClose(): void;
  onUnread(count: number): void;
}

/** What the chat hands back to the launcher. */
export interface ChatHandle {
  open(): void;
  close(): void;
  destroy(): void;
}

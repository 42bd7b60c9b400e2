// What a host page may say of the widget, and what parley tells of a company. Shared by launcher and app.

import type { Code } from "./languages";

export type Position = "bottom-right" | "bottom-left";
export type Theme = "auto" | "light" | "dark";

export interface Options {
  /** The origin of parley, or for the assistant dialect the base address before `/chat`. */
  server: string;
  /** `sales`: a company by number, over WebSocket. `assistant`: `POST {server}/chat`, answers whole. */
  dialect: "sales" | "assistant";
  company: string;
  widget: string;
  mode: "float" | "page";
  position: Position;
  theme: Theme;
  colour: string;
  buttonText: string;
  welcome: string;
  title: string;
  language: Code | null;
}

export type Json = Record<string, unknown>;

export interface Consent {
  text: string;
  url: string;
}

/** What the server says of a widget; empty where it says nothing. */
export interface Config {
  name: string;
  description: string;
  logo: string;
  currency: string;
  greetings: Record<string, string | null>;
  greeting: string;
  languages: Code[];
  suggestions: string[];
  consent: Consent | null;
  voice: boolean;
}

/** What the launcher hands to the app, and the app to the launcher. */
export interface Given {
  options: Options;
  /** What the server told, as it came. */
  told: Json;
  root: ShadowRoot;
  host: HTMLElement;
  onClose(): void;
  onUnread(count: number): void;
}

export interface Chat {
  open(): void;
  close(): void;
  destroy(): void;
}

// widget.js: what a host page loads. It leaves one global, one element, and nothing after `destroy`.

import { brandProperties, setCustomProperties, parseColour, DEFAULT_COLOUR } from "../shared/colour";
import { recordAttribution } from "../shared/attribution";
import { parseLanguageCode, localizedText, type LanguageCode } from "../shared/languages";
import { adoptStyles } from "../shared/adoptStyles";
import { localStore, sessionStore } from "../shared/browserStorage";
import type { ChatHandle, MountContext, JsonObject, WidgetOptions } from "../shared/types";
import { button } from "./launcherButton";
import { beacon, load } from "./serverApi";
import look from "./launcher.css?inline";
import { fromInit, fromScript, type InitOptions } from "./embedOptions";
import { WORDS } from "./buttonTexts";

declare const __APP__: string;
declare global {
  interface Window {
    AidaWidget?: Handle;
  }
}

interface Handle {
  init(options?: InitOptions): Promise<void>;
  open(): Promise<void>;
  close(): void;
  setTheme(theme: string): void;
  destroy(): void;
}

const GREET_MS = 4000;
const ID = "bizdnaii-widget-container";
const LANGUAGE = "bizdnaii-language-change";

const script = document.currentScript as HTMLScriptElement | null;
const home = script?.src ? new URL(script.src) : new URL(location.href);
// Beside this file wherever it is served as a static file; parley's other addresses of it lead there.
const app = new URL(/\/static\/[^/]*$/.test(home.pathname) ? __APP__ : `/static/${__APP__}`, home).href;

let begun: Started | null = null;

function language(options: WidgetOptions): LanguageCode {
  const own = parseLanguageCode(localStore.get("bizdnaii_widget_lang")) ?? options.language ?? parseLanguageCode(document.documentElement.lang);
  return own ?? parseLanguageCode(navigator.language) ?? "ru";
}

class Started {
  readonly host = document.createElement("div");
  private readonly root = this.host.attachShadow({ mode: "open" });
  private readonly button;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private chat: ChatHandle | null = null;
  private loading: Promise<void> | null = null;
  private timer = 0;
  private isOpen = false;
  private gone = false;

  constructor(
    private readonly options: WidgetOptions,
    private readonly told: JsonObject,
  ) {
    if (told.position === "bottom-left" && !script?.dataset.position) options.position = told.position;
    options.buttonText ||= String(told.button_text ?? "");
    this.button = button(options, () => (this.isOpen ? this.close() : void this.open()));
  }

  show(): void {
    const { host, options, told } = this;
    const colour = options.colour || String(told.primary_color ?? "");
    const place = document.getElementById(ID);
    if (!place) host.id = ID;
    host.dataset.mode = options.mode;
    setCustomProperties(host, brandProperties(parseColour(colour) ?? DEFAULT_COLOUR));
    adoptStyles(this.root, look);
    this.themed();
    this.dark.addEventListener("change", this.themed);
    window.addEventListener(LANGUAGE, this.spoken);
    this.spoken();
    if (options.mode === "float") this.root.append(this.button.element);
    (place ?? document.body).append(host);
    beacon(options, "shown");
    if (options.mode === "page" || sessionStore.get("parley_open")) void this.open();
    else if (this.greeting()) this.timer = window.setTimeout(this.greet, GREET_MS);
  }

  private greeting(): string {
    const { greetings, greeting_message = "" } = this.told as { greetings?: Record<string, string>; greeting_message?: string };
    return this.options.welcome || localizedText(greetings, language(this.options)) || greeting_message;
  }

  private readonly greet = (): void => {
    if (!sessionStore.get("parley_greeted") && !this.isOpen) this.button.greet(this.greeting());
    sessionStore.set("parley_greeted", "1");
  };

  private readonly themed = (): void => {
    const { theme } = this.options;
    this.host.dataset.theme = theme === "auto" ? (this.dark.matches ? "dark" : "light") : theme;
  };

  private readonly spoken = (event?: Event): void => {
    const told = parseLanguageCode((event as CustomEvent<{ language?: string }> | undefined)?.detail?.language);
    this.button.words(WORDS[told ?? language(this.options)]);
  };

  theme(theme: string): void {
    this.options.theme = theme === "light" || theme === "dark" ? theme : "auto";
    this.themed();
  }

  async open(): Promise<void> {
    clearTimeout(this.timer);
    this.button.hush();
    if (!this.chat) {
      this.button.state(false, true);
      this.loading ??= this.load().finally(() => (this.loading = null));
      await this.loading;
    }
    if (!this.chat || this.gone) return;
    beacon(this.options, "opened");
    this.opened(true);
    this.button.unread(0);
    this.chat.open();
  }

  private async load(): Promise<void> {
    try {
      const { mount } = (await import(/* @vite-ignore */ app)) as { mount(given: MountContext): ChatHandle };
      if (this.gone) return;
      const { options, told, root, host } = this;
      this.chat = mount({
        options, told, root, host,
        onClose: () => this.close(),
        onUnread: (count) => this.button.unread(count),
      });
      this.button.state(false);
    } catch (error) {
      console.error("parley widget:", error);
      this.button.state(false);
      this.button.fail();
    }
  }

  close(): void {
    if (!this.isOpen) return;
    this.opened(false);
    this.chat?.close();
    this.button.focus();
  }

  private opened(open: boolean): void {
    this.isOpen = open;
    this.host.toggleAttribute("data-open", open);
    this.button.state(open);
    if (this.options.mode === "page") return;
    if (open) sessionStore.set("parley_open", "1");
    else sessionStore.remove("parley_open");
  }

  destroy(): void {
    this.gone = true;
    clearTimeout(this.timer);
    this.dark.removeEventListener("change", this.themed);
    window.removeEventListener(LANGUAGE, this.spoken);
    this.chat?.destroy();
    this.host.remove();
  }
}

async function begin(options: WidgetOptions): Promise<void> {
  begun?.destroy();
  begun = null;
  const turn = ++attempt;
  recordAttribution(new URL(location.href), document.referrer);
  const told = await load(options).catch((error: unknown) => {
    console.warn("parley widget: not shown,", String(error));
    return null;
  });
  if (document.readyState === "loading") {
    await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
  }
  if (!told || turn !== attempt) return;
  begun = new Started(options, told);
  begun.show();
}

let attempt = 0;
const handle: Handle = {
  init: (given = {}) => begin(fromInit(given, home.origin)),
  open: async () => begun?.open(),
  close: () => begun?.close(),
  setTheme: (theme) => begun?.theme(theme),
  destroy() {
    attempt++;
    begun?.destroy();
    begun = null;
    if (window.AidaWidget === handle) delete window.AidaWidget;
  },
};

// A page that embeds us twice has us once.
if (!window.AidaWidget) {
  window.AidaWidget = handle;
  const options = fromScript(script);
  if (options) void begin(options);
}

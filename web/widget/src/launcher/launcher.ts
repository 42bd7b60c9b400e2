// The widget on the page: one element with the button, and the chat once somebody has opened it. Made of functions and
// not of a class, because the names of variables are shortened by the build and those of fields are not.

import { adoptStyles } from "../shared/adoptStyles";
import { localStore, sessionStore } from "../shared/browserStorage";
import { brandProperties, DEFAULT_COLOUR, parseColour, setCustomProperties } from "../shared/colour";
import type { JsonObject } from "../shared/json";
import { LANGUAGE_EVENT, LANGUAGE_KEY, localizedText, parseLanguageCode, type LanguageCode } from "../shared/languages";
import type { ChatHandle, MountContext, WidgetOptions } from "../shared/types";
import { BUTTON_TEXTS } from "./buttonTexts";
import { appUrl, script } from "./embedScript";
import styles from "./launcher.css?inline";
import { createLauncherButton } from "./launcherButton";
import { sendWidgetEvent } from "./serverApi";

const GREETING_DELAY_MS = 4000;
/** The id of our element; of the page's own where it has made a place for the chat. */
const CONTAINER_ID = "bizdnaii-widget-container";
/** In sessionStorage: the chat is open; the greeting was shown. */
const OPEN_KEY = "parley_open";
const GREETED_KEY = "parley_greeted";

export interface Launcher {
  /** Loads the chat where needed, and opens it. */
  open(): Promise<void>;
  close(): void;
  setTheme(theme: string): void;
  /** Removes the widget from the page, without a trace. */
  destroy(): void;
}

/** Returns the visitor's own choice, else what the page says, else the browser's language. */
function currentLanguage(options: WidgetOptions): LanguageCode {
  const chosen = parseLanguageCode(localStore.get(LANGUAGE_KEY)) ?? options.language ?? parseLanguageCode(document.documentElement.lang);
  return chosen ?? parseLanguageCode(navigator.language) ?? "ru";
}

/** Puts the button on the page; opens the chat at once where it was open before, or is the whole page. `config` is the
 * widget's configuration as the server sent it. */
export function createLauncher(options: WidgetOptions, config: JsonObject): Launcher {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const darkScheme = matchMedia("(prefers-color-scheme: dark)");
  let chat: ChatHandle | null = null;
  let loading: Promise<void> | null = null;
  let greetingTimer = 0, isOpen = false, destroyed = false;

  if (config.position === "bottom-left" && !script?.dataset.position) options.position = config.position;
  options.buttonText ||= String(config.button_text ?? "");
  const button = createLauncherButton(options, () => (isOpen ? close() : void open()));

  function greeting(): string {
    const { greetings, greeting_message = "" } = config as { greetings?: Record<string, string>; greeting_message?: string };
    return options.welcome || localizedText(greetings, currentLanguage(options)) || greeting_message;
  }

  /** Shows the greeting, once a visit. */
  function greet(): void {
    if (!sessionStore.get(GREETED_KEY) && !isOpen) button.showGreeting(greeting());
    sessionStore.set(GREETED_KEY, "1");
  }

  function applyTheme(): void {
    const { theme } = options;
    host.dataset.theme = theme === "auto" ? (darkScheme.matches ? "dark" : "light") : theme;
  }

  function applyLanguage(event?: Event): void {
    const language = parseLanguageCode((event as CustomEvent<{ language?: string }> | undefined)?.detail?.language);
    button.setTexts(BUTTON_TEXTS[language ?? currentLanguage(options)]);
  }

  async function open(): Promise<void> {
    clearTimeout(greetingTimer);
    button.hideGreeting();
    if (!chat) {
      button.setState(false, true);
      loading ??= loadChat().finally(() => (loading = null));
      await loading;
    }
    if (!chat || destroyed) return;
    sendWidgetEvent(options, "opened");
    setOpen(true);
    button.setUnread(0);
    chat.open();
  }

  async function loadChat(): Promise<void> {
    try {
      const { mount } = (await import(/* @vite-ignore */ appUrl)) as { mount(context: MountContext): ChatHandle };
      if (destroyed) return;
      chat = mount({ options, told: config, root, host, onClose: close, onUnread: (count) => button.setUnread(count) });
      button.setState(false);
    } catch (error) {
      console.error("parley widget:", error);
      button.setState(false);
      button.showError();
    }
  }

  function close(): void {
    if (!isOpen) return;
    setOpen(false);
    chat?.close();
    button.focus();
  }

  function setOpen(value: boolean): void {
    isOpen = value;
    host.toggleAttribute("data-open", value);
    button.setState(value);
    if (options.mode === "page") return;
    if (value) sessionStore.set(OPEN_KEY, "1");
    else sessionStore.remove(OPEN_KEY);
  }

  const colour = options.colour || String(config.primary_color ?? "");
  const container = document.getElementById(CONTAINER_ID);
  if (!container) host.id = CONTAINER_ID;
  host.dataset.mode = options.mode;
  setCustomProperties(host, brandProperties(parseColour(colour) ?? DEFAULT_COLOUR));
  adoptStyles(root, styles);
  applyTheme();
  darkScheme.addEventListener("change", applyTheme);
  window.addEventListener(LANGUAGE_EVENT, applyLanguage);
  applyLanguage();
  if (options.mode === "float") root.append(button.element);
  (container ?? document.body).append(host);
  sendWidgetEvent(options, "shown");
  if (options.mode === "page" || sessionStore.get(OPEN_KEY)) void open();
  else if (greeting()) greetingTimer = window.setTimeout(greet, GREETING_DELAY_MS);

  return {
    open,
    close,
    setTheme(theme) {
      options.theme = theme === "light" || theme === "dark" ? theme : "auto";
      applyTheme();
    },
    destroy() {
      destroyed = true;
      clearTimeout(greetingTimer);
      darkScheme.removeEventListener("change", applyTheme);
      window.removeEventListener(LANGUAGE_EVENT, applyLanguage);
      chat?.destroy();
      host.remove();
    },
  };
}

// widget-app.js: the chat itself, loaded by the launcher when somebody opens it.

import { render } from "preact";
import { AssistantTransport } from "../conversation/assistantTransport";
import { SalesTransport } from "../conversation/salesTransport";
import type { Transport } from "../conversation/transport";
import { adoptStyles } from "../shared/adoptStyles";
import { accentProperties, DEFAULT_COLOUR, parseColour, setCustomProperties } from "../shared/colour";
import { LANGUAGE_EVENT, parseLanguageCode } from "../shared/languages";
import type { ChatHandle, MountContext } from "../shared/types";
import { App } from "./App";
import styles from "./app.css?inline";
import { parseConfig } from "./parseConfig";
import { WidgetStore } from "./widgetStore";

/** Puts the chat, closed, into the launcher's shadow root. */
export function mount(context: MountContext): ChatHandle {
  const { options, told: config, root, host } = context;
  const transport: Transport = options.dialect === "assistant" ? new AssistantTransport(options) : new SalesTransport(options);
  const container = document.createElement("div");
  container.className = `place ${options.mode} ${options.position}`;
  adoptStyles(root, styles);
  setCustomProperties(host, accentProperties(parseColour(options.colour || String(config.primary_color)) ?? DEFAULT_COLOUR));
  root.append(container);
  const store = new WidgetStore(context, parseConfig(config, options.server), transport);
  const draw = (): void => render(<App store={store} />, container);
  store.onChange = draw;
  const followEvent = (event: Event): void => {
    const language = parseLanguageCode((event as CustomEvent<{ language?: string }>).detail?.language);
    if (language && language !== store.language) store.setLanguage(language, false);
  };
  window.addEventListener(LANGUAGE_EVENT, followEvent);
  // A site that changes its language without our event still says so in <html lang>.
  const observer = new MutationObserver(() => {
    const language = parseLanguageCode(document.documentElement.lang);
    if (language && options.mode === "float") store.setLanguage(language, false);
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  draw();
  store.start();
  return {
    open: () => store.setOpen(true),
    close: () => store.setOpen(false),
    destroy() {
      window.removeEventListener(LANGUAGE_EVENT, followEvent);
      observer.disconnect();
      store.dispose();
      render(null, container);
    },
  };
}

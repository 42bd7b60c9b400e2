// widget-app.js: the chat itself, loaded by the launcher when somebody opens it.

import { render } from "preact";
import { accentProperties, setCustomProperties, parseColour, DEFAULT_COLOUR } from "../shared/colour";
import { parseLanguageCode } from "../shared/languages";
import { adoptStyles } from "../shared/adoptStyles";
import type { ChatHandle, MountContext } from "../shared/types";
import { AssistantTransport } from "../conversation/assistantTransport";
import type { Transport } from "../conversation/transport";
import { SalesTransport } from "../conversation/salesTransport";
import { App } from "./App";
import { read } from "./parseConfig";
import look from "./app.css?inline";
import { Room } from "./widgetStore";

export function mount(given: MountContext): ChatHandle {
  const door: Transport = given.options.dialect === "assistant" ? new AssistantTransport(given.options) : new SalesTransport(given.options);
  const place = document.createElement("div");
  place.className = `place ${given.options.mode} ${given.options.position}`;
  adoptStyles(given.root, look);
  setCustomProperties(given.host, accentProperties(parseColour(given.options.colour || String(given.told.primary_color)) ?? DEFAULT_COLOUR));
  given.root.append(place);
  const room = new Room(given, read(given.told, given.options.server), door);
  const draw = (): void => render(<App room={room} />, place);
  room.onChange = draw;
  const spoken = (event: Event): void => {
    const told = parseLanguageCode((event as CustomEvent<{ language?: string }>).detail?.language);
    if (told && told !== room.language) room.speak(told, false);
  };
  window.addEventListener("bizdnaii-language-change", spoken);
  // A site that changes its language without our event still says so in <html lang>.
  const watcher = new MutationObserver(() => {
    const told = parseLanguageCode(document.documentElement.lang);
    if (told && given.options.mode === "float") room.speak(told, false);
  });
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  draw();
  room.begin();
  return {
    open: () => room.show(true),
    close: () => room.show(false),
    destroy() {
      window.removeEventListener("bizdnaii-language-change", spoken);
      watcher.disconnect();
      room.leave();
      render(null, place);
    },
  };
}

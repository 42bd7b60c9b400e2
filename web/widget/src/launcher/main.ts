// widget.js: what a host page loads. It leaves one global and one element, and nothing after `destroy`.

import { recordAttribution } from "../shared/attribution";
import type { WidgetOptions } from "../shared/types";
import { optionsFromInit, optionsFromScript, type InitOptions } from "./embedOptions";
import { script, scriptUrl } from "./embedScript";
import { createLauncher, type Launcher } from "./launcher";
import { fetchWidgetConfig } from "./serverApi";

declare global {
  interface Window {
    AidaWidget?: PublicHandle;
  }
}

/** What the page may call. */
interface PublicHandle {
  init(options?: InitOptions): Promise<void>;
  open(): Promise<void>;
  close(): void;
  setTheme(theme: string): void;
  destroy(): void;
}

let launcher: Launcher | null = null;
/** Counts starts: only the latest may show a launcher, however late its configuration comes. */
let generation = 0;

function removeLauncher(): void {
  launcher?.destroy();
  launcher = null;
}

async function start(options: WidgetOptions): Promise<void> {
  removeLauncher();
  const started = ++generation;
  recordAttribution(new URL(location.href), document.referrer);
  const config = await fetchWidgetConfig(options).catch((error: unknown) => {
    console.warn("parley widget: not shown,", String(error));
    return null;
  });
  if (document.readyState === "loading") {
    await new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
  }
  if (!config || started !== generation) return;
  launcher = createLauncher(options, config);
}

const handle: PublicHandle = {
  init: (options = {}) => start(optionsFromInit(options, scriptUrl.origin)),
  open: async () => launcher?.open(),
  close: () => launcher?.close(),
  setTheme: (theme) => launcher?.setTheme(theme),
  destroy() {
    generation++;
    removeLauncher();
    if (window.AidaWidget === handle) delete window.AidaWidget;
  },
};

// A page that embeds us twice has us once.
if (!window.AidaWidget) {
  window.AidaWidget = handle;
  const options = optionsFromScript(script);
  if (options) void start(options);
}

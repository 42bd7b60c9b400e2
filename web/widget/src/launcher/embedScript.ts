// The script tag that loads this file, and the addresses that follow from it.

/** Replaced by the build: name and version of the chat's file. */
declare const __APP__: string;

/** Null where the file is not loaded by a tag of its own. */
export const script = document.currentScript as HTMLScriptElement | null;
export const scriptUrl = script?.src ? new URL(script.src) : new URL(location.href);

/** The chat's file: beside this one where it is served as a static file, else where parley serves static files. */
export const appUrl = new URL(/\/static\/[^/]*$/.test(scriptUrl.pathname) ? __APP__ : `/static/${__APP__}`, scriptUrl).href;

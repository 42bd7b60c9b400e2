// Two files: the launcher every visit of the host page loads, and the chat, loaded when somebody opens it.
// `node build.mjs [folder]`; the same sources and lock file give the same bytes.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const into = resolve(process.argv[2] ?? resolve(here, "../../src/parley/static"));
// Budgets of docs/widget.md, gzip bytes.
const EAGER = 6 * 1024, WHOLE = 35 * 1024;

const shared = {
  root: here,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
const output = { outDir: into, emptyOutDir: false, target: "es2022", minify: true, sourcemap: false, rolldownOptions: { output: { minify: true } } };
// Vite leaves the white space of ES libraries alone unless rolldown itself is told.
const lib = (entry, format, name) => ({ entry: resolve(here, entry), formats: [format], name: "parley", fileName: () => name });

await build({ ...shared, build: { ...output, lib: lib("src/app/main.tsx", "es", "widget-app.js") } });
const app = readFileSync(resolve(into, "widget-app.js"));
// A new app has a new address: nobody runs yesterday's with today's launcher.
const version = createHash("sha256").update(app).digest("hex").slice(0, 12);
await build({
  ...shared,
  define: { __APP__: JSON.stringify(`widget-app.js?v=${version}`) },
  build: { ...output, lib: lib("src/launcher/main.ts", "iife", "widget.js") },
});

const weight = (name) => gzipSync(readFileSync(resolve(into, name)), { level: 9 }).length;
const eager = weight("widget.js"), whole = eager + weight("widget-app.js");
console.log(`widget.js ${eager} B, everything ${whole} B (gzip)`);
if (eager > EAGER || whole > WHOLE) throw new Error(`over budget: ${EAGER} B eager, ${WHOLE} B in all`);

// Builds two files: the launcher, which every visit of the host page loads, and the chat, which is loaded when somebody
// opens it. `node build.mjs [folder]`; the same sources and lock file give the same bytes.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const here = dirname(fileURLToPath(import.meta.url));
const outputFolder = resolve(process.argv[2] ?? resolve(here, "../../src/parley/static"));
// The budgets of docs/widget.md, in bytes after gzip.
const LAUNCHER_BUDGET = 6 * 1024, TOTAL_BUDGET = 35 * 1024;

const common = {
  root: here,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
const output = { outDir: outputFolder, emptyOutDir: false, target: "es2022", minify: true, sourcemap: false, rolldownOptions: { output: { minify: true } } };
// Vite leaves the white space of ES libraries alone unless rolldown itself is told.
const library = (entry, format, name) => ({ entry: resolve(here, entry), formats: [format], name: "parley", fileName: () => name });

await build({ ...common, build: { ...output, lib: library("src/app/main.tsx", "es", "widget-app.js") } });
const app = readFileSync(resolve(outputFolder, "widget-app.js"));
// A new chat has a new address: no cache gives yesterday's to today's launcher.
const version = createHash("sha256").update(app).digest("hex").slice(0, 12);
await build({
  ...common,
  define: { __APP__: JSON.stringify(`widget-app.js?v=${version}`) },
  build: { ...output, lib: library("src/launcher/main.ts", "iife", "widget.js") },
});

const gzipSize = (name) => gzipSync(readFileSync(resolve(outputFolder, name)), { level: 9 }).length;
const launcher = gzipSize("widget.js"), total = launcher + gzipSize("widget-app.js");
console.log(`widget.js ${launcher} B, everything ${total} B (gzip)`);
if (launcher > LAUNCHER_BUDGET || total > TOTAL_BUDGET) throw new Error(`over budget: ${LAUNCHER_BUDGET} B for the launcher, ${TOTAL_BUDGET} B in all`);

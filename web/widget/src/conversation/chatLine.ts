// One line of a talk, and how what the server has of a talk meets what this page has of it.

import type { LanguageCode } from "../shared/languages";
import { randomId } from "../shared/visitor";
import type { Product, Said, Source } from "./transport";

export interface Line {
  id: string;
  role: "user" | "assistant";
  text: string;
  at: number;
  /** Of the visitor's own: on its way, not delivered. Absent: delivered. */
  state?: "sending" | "failed";
  /** Why it failed: a code of the door's. */
  why?: string;
  /** An answer that is still being written. */
  live?: boolean;
  spoken?: boolean;
  language?: LanguageCode | null;
  products?: Product[];
  sources?: Source[];
}

/** How far a visitor's clock may be off the server's. */
const SKEW_MS = 120_000;

/** The server's lines, with what only this page knows of them: cards, sources, what is not delivered yet. */
export function merged(own: readonly Line[], said: readonly Said[]): Line[] {
  const delivered = own.filter((line) => !line.state);
  let at = 0;
  let lines: Line[] = said.map((told) => {
    const known = delivered.findIndex((line, index) => index >= at && same(line, told));
    if (known < 0) return { id: randomId("h_"), ...told };
    at = known + 1;
    return delivered[known]!;
  });
  for (const line of own) if (line.state) lines = withWaiting(lines, line, delivered);
  return lines;
}

const same = (line: Line, told: Said): boolean => line.role === told.role && line.text.trim() === told.text.trim();

/** A line on its way may have arrived already: with its answer it is done, without one it is still ours to bring.
 * Only what is new here can be it: somebody who says "да" twice has said two things. */
function withWaiting(lines: Line[], line: Line, known: readonly Line[]): Line[] {
  const arrived = lines.findLastIndex((one) => same(one, line) && !known.includes(one) && one.at > line.at - SKEW_MS);
  if (arrived < 0) return [...lines, line];
  if (lines.slice(arrived + 1).some((one) => one.role === "assistant")) return lines;
  return [...lines.slice(0, arrived), ...lines.slice(arrived + 1), line];
}

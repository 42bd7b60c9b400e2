// A message as the page shows it, and how what the server has of a conversation is merged with what the page has.

import type { LanguageCode } from "../shared/languages";
import { randomId } from "../shared/visitor";
import type { HistoryLine, Product, Source } from "./transport";

/** A message on the page. Lines are stored in sessionStorage as they are: add fields, never rename them. */
export interface ChatLine {
  id: string;
  role: "user" | "assistant";
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Of the visitor's messages; absent: delivered. */
  state?: "sending" | "failed";
  /** Why it failed: `lost`, or the code of RequestRefused. */
  why?: string;
  /** An answer that is still being written. */
  live?: boolean;
  /** The visitor spoke it. */
  spoken?: boolean;
  language?: LanguageCode | null;
  /** Of what a person of the company's staff wrote: their name. */
  author?: string;
  products?: Product[];
  sources?: Source[];
}

/** How much the visitor's clock may differ from the server's. */
const CLOCK_SKEW_MS = 120_000;

/** Returns the server's lines with what only this page knows of them (cards, sources), and the messages that are not
 * delivered yet. */
export function mergeHistory(pageLines: readonly ChatLine[], history: readonly HistoryLine[]): ChatLine[] {
  const delivered = pageLines.filter((line) => !line.state);
  let from = 0;
  let lines: ChatLine[] = history.map((stored) => {
    const known = delivered.findIndex((line, index) => index >= from && isSameMessage(line, stored));
    if (known < 0) return { id: randomId("h_"), ...stored };
    from = known + 1;
    return delivered[known]!;
  });
  for (const line of pageLines) if (line.state) lines = withUndelivered(lines, line, delivered);
  return lines;
}

const isSameMessage = (line: ChatLine, other: HistoryLine): boolean =>
  line.role === other.role && line.text.trim() === other.text.trim();

/** Returns the lines with a message that this page has not seen delivered. It may have arrived all the same: with its
 * answer it is done, without one it is still to be sent. Only a line that is new here can be it: somebody who says "да"
 * twice has said two things. */
function withUndelivered(lines: ChatLine[], line: ChatLine, delivered: readonly ChatLine[]): ChatLine[] {
  const arrived = lines.findLastIndex(
    (other) => isSameMessage(other, line) && !delivered.includes(other) && other.at > line.at - CLOCK_SKEW_MS,
  );
  if (arrived < 0) return [...lines, line];
  if (lines.slice(arrived + 1).some((other) => other.role === "assistant")) return lines;
  return [...lines.slice(0, arrived), ...lines.slice(arrived + 1), line];
}

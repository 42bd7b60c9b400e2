// A conversation as the page shows it: what was said, what is being sent, what failed. Each message is answered once,
// whatever the network does: it keeps its id, and the server answers a repeated id with the answer it has.

import { sessionStore } from "../shared/browserStorage";
import type { LanguageCode } from "../shared/languages";
import { randomId } from "../shared/visitor";
import { mergeHistory, type ChatLine } from "./chatLine";
import { ConnectionLost, RequestRefused, type Answer, type HistoryLine, type Transport } from "./transport";

export type { ChatLine } from "./chatLine";
/** `lost`: no connection, trying again. */
export type ConversationStatus = "online" | "typing" | "lost";

/** Characters of one message. */
export const MAX_TEXT_LENGTH = 4000;
const MAX_STORED_LINES = 80;
/** A message that got no answer for so long has failed. */
const GIVE_UP_AFTER_MS = 75_000;
/** Before the first, second, … repetition of a message; the last one from then on. */
const RETRY_DELAYS_MS = [500, 1000, 2000, 4000, 8000];
/** Before each look for the answer to a message that this page does not wait for. */
const SYNC_DELAYS_MS = [1500, 3000, 6000, 12_000];

export class Conversation {
  lines: ChatLine[] = [];
  /** Quick replies to the last answer. */
  suggestions: string[] = [];
  status: ConversationStatus = "online";
  /** Nothing is known yet of what was said before. */
  loading = true;
  /** Sent with each message; null: the server is to find out. */
  language: LanguageCode | null = null;

  /** Messages to be sent, one after the other. */
  private readonly queue: ChatLine[] = [];
  /** Recordings that are not understood yet, by the id of their line. */
  private readonly recordings = new Map<string, Blob>();
  private processing = false;
  /** Counts conversations: what comes back for an earlier one is dropped. */
  private generation = 0;
  /** A person of the company's staff wrote, and it is not shown yet. */
  private hasStaffMessage = false;
  private syncAttempts = 0;
  private syncTimer = 0;

  constructor(
    private readonly transport: Transport,
    private readonly onChange: () => void,
    /** An answer is complete. */
    private readonly onAnswer: (line: ChatLine) => void = () => {},
  ) {
    transport.onStaffMessage = () => {
      this.hasStaffMessage = true;
      void this.showStaffMessage();
    };
  }

  /** Shows what was said before, and goes on sending what was being sent when the page was left. */
  async start(): Promise<void> {
    const generation = ++this.generation;
    const stored = this.storedLines();
    this.lines = stored.filter((line) => !line.live);
    this.loading = !stored.length;
    this.onChange();
    const history = await this.transport.history().catch(() => null);
    if (generation !== this.generation) return;
    if (history) this.applyHistory(history);
    this.loading = false;
    for (const line of this.lines) if (line.state === "sending") this.enqueue(line);
    this.saveLines();
    this.scheduleSync();
  }

  sendText(text: string): void {
    text = text.trim().slice(0, MAX_TEXT_LENGTH);
    if (text) this.addLine({ id: randomId("m_"), role: "user", text, at: Date.now(), state: "sending" });
  }

  sendRecording(recording: Blob): void {
    const line: ChatLine = { id: randomId("m_"), role: "user", text: "", at: Date.now(), state: "sending", spoken: true };
    this.recordings.set(line.id, recording);
    this.addLine(line);
  }

  /** Sends a failed message again, under its old id. */
  resend(line: ChatLine): void {
    this.lines = this.lines.filter((other) => other !== line);
    delete line.why;
    line.state = "sending";
    this.addLine(line);
  }

  /** Begins a new conversation of a new visitor, hence a new lead. */
  startOver(): void {
    sessionStore.remove(this.transport.storageKey);
    this.transport.startOver();
    this.restart();
  }

  /** Shows the conversation of the visitor that the transport has now. */
  restart(): void {
    this.queue.length = 0;
    this.processing = false;
    this.lines = [];
    this.suggestions = [];
    this.status = "online";
    void this.start();
  }

  /** Takes over what was said in another tab, or by the company's staff. */
  async syncHistory(): Promise<void> {
    if (this.processing || this.loading) return;
    const generation = this.generation;
    const history = await this.transport.history().catch(() => null);
    if (!history || generation !== this.generation || this.processing) return;
    this.applyHistory(history);
    this.saveLines();
    this.scheduleSync();
  }

  /** Shows what a person of the staff wrote; after the messages that are being sent. */
  private async showStaffMessage(): Promise<void> {
    if (!this.hasStaffMessage || this.processing || this.loading) return;
    this.hasStaffMessage = false;
    await this.syncHistory();
    const last = this.lines.at(-1);
    if (last?.author) this.onAnswer(last);
  }

  close(): void {
    this.generation++;
    clearTimeout(this.syncTimer);
    this.transport.close();
  }

  private addLine(line: ChatLine): void {
    this.suggestions = [];
    this.lines = [...this.lines, line];
    this.enqueue(line);
  }

  private enqueue(line: ChatLine): void {
    this.queue.push(line);
    this.saveLines();
    void this.processQueue();
  }

  private async processQueue(): Promise<void> {
    if (this.processing) return;
    this.processing = true;
    let next: ChatLine | undefined;
    const generation = this.generation;
    while (generation === this.generation && (next = this.queue.shift())) await this.deliver(next);
    if (generation !== this.generation) return;
    this.processing = false;
    void this.showStaffMessage();
  }

  /** Sends one message and shows its answer below it, or that it failed. */
  private async deliver(line: ChatLine): Promise<void> {
    const generation = this.generation;
    const reply: ChatLine = { id: `${line.id}:a`, role: "assistant", text: "", at: Date.now(), live: true };
    const isCurrent = (): boolean => generation === this.generation;
    const below = this.lines.indexOf(line) + 1;
    this.lines = [...this.lines.slice(0, below), reply, ...this.lines.slice(below)];
    this.setStatus("typing");
    try {
      const answer = await this.askWithRetry(line, reply, isCurrent);
      if (isCurrent()) this.applyAnswer(line, reply, answer);
    } catch (error) {
      if (!isCurrent()) return;
      this.lines = this.lines.filter((other) => other !== reply);
      line.state = "failed";
      line.why = error instanceof RequestRefused ? error.code : "lost";
      this.setStatus(error instanceof RequestRefused ? "online" : "lost");
    }
    this.saveLines();
  }

  private applyAnswer(line: ChatLine, reply: ChatLine, answer: Answer): void {
    this.recordings.delete(line.id);
    delete line.state;
    delete reply.live;
    Object.assign(reply, { ...answer, at: Date.now() });
    if (!answer.text && !answer.products.length) this.lines = this.lines.filter((other) => other !== reply);
    if (!this.queue.length) this.suggestions = answer.suggestions;
    this.setStatus("online");
    this.onAnswer(reply);
  }

  /** Asks until there is an answer, and returns it. Throws RequestRefused, and ConnectionLost once nobody would wait any
   * longer. */
  private async askWithRetry(line: ChatLine, reply: ChatLine, isCurrent: () => boolean): Promise<Answer> {
    const deadline = Date.now() + GIVE_UP_AFTER_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.ask(line, (text) => {
          if (!isCurrent()) return;
          delete line.state;
          reply.text = text;
          this.setStatus("typing");
        });
      } catch (error) {
        if (!(error instanceof ConnectionLost) || !isCurrent() || Date.now() > deadline) throw error;
      }
      this.setStatus("lost");
      await waitOrOnline(RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)]!);
    }
  }

  private async ask(line: ChatLine, onText: (text: string) => void): Promise<Answer> {
    const message = { id: line.id, text: line.text, language: this.language };
    const recording = this.recordings.get(line.id);
    if (!recording) return this.transport.ask(message, onText);
    const answer = await this.transport.askByVoice!(recording, message);
    line.text = answer.heard;
    return answer;
  }

  private setStatus(status: ConversationStatus): void {
    this.status = status;
    this.onChange();
  }

  private applyHistory(history: HistoryLine[]): void {
    const lines = mergeHistory(this.lines, history);
    // Suggestions belong to the answer they came with.
    if (lines.at(-1) !== this.lines.at(-1)) this.suggestions = [];
    this.lines = lines;
  }

  /** Looks again later for the answer to a message that another tab waits for, or that was open when it was closed. */
  private scheduleSync(): void {
    clearTimeout(this.syncTimer);
    const last = this.lines.at(-1);
    if (!last || last.role !== "user" || last.state) return void (this.syncAttempts = 0);
    const delay = SYNC_DELAYS_MS[this.syncAttempts++];
    if (delay) this.syncTimer = window.setTimeout(() => void this.syncHistory(), delay);
  }

  private storedLines(): ChatLine[] {
    try {
      const stored: unknown = JSON.parse(sessionStore.get(this.transport.storageKey) ?? "[]");
      return Array.isArray(stored) ? (stored as ChatLine[]) : [];
    } catch {
      return [];
    }
  }

  private saveLines(): void {
    // A recording cannot be stored: one that is not understood yet is lost with the page.
    const lines = this.lines.filter((line) => !this.recordings.has(line.id)).slice(-MAX_STORED_LINES);
    sessionStore.set(this.transport.storageKey, JSON.stringify(lines));
    this.onChange();
  }
}

/** Waits so many milliseconds, or until the network is back if that is earlier. */
function waitOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    window.addEventListener("online", finish);
  });
}

// A talk as the screen shows it: what was said, what is on its way, what failed. Each message is answered once,
// whatever the network does: it keeps its id, and the server answers a repeated id with the answer it has.

import type { LanguageCode } from "../shared/languages";
import { sessionStore } from "../shared/browserStorage";
import { randomId } from "../shared/visitor";
import { Lost, Refused, type Answer, type Door, type Said } from "./transport";
import { merged, type Line } from "./chatLine";

export type { Line } from "./chatLine";
export type Status = "online" | "typing" | "lost";

const LONGEST = 4000;
const MOST = 80;
const PATIENCE_MS = 75_000;
const PAUSES = [500, 1000, 2000, 4000, 8000];
const LOOK_AGAIN = [1500, 3000, 6000, 12_000];

export class Talk {
  lines: Line[] = [];
  suggestions: string[] = [];
  status: Status = "online";
  /** Nothing known yet of what was said before. */
  loading = true;
  language: LanguageCode | null = null;

  private readonly queue: Line[] = [];
  private readonly sounds = new Map<string, Blob>();
  private busy = false;
  /** Which talk we are in: what comes back for the one before is dropped. */
  private era = 0;
  private looks = 0;
  private timer = 0;

  constructor(
    private readonly door: Door,
    private readonly changed: () => void,
    /** An answer is complete. */
    private readonly answered: (line: Line) => void = () => {},
  ) {}

  /** Show what was said before, and go on with what was on its way when the page was left. */
  async begin(): Promise<void> {
    const era = ++this.era;
    const kept = this.kept();
    this.lines = kept.filter((line) => !line.live);
    this.loading = !kept.length;
    this.changed();
    const said = await this.door.history().catch(() => null);
    if (era !== this.era) return;
    if (said) this.merge(said);
    this.loading = false;
    for (const line of this.lines) if (line.state === "sending") this.enqueue(line);
    this.keep();
    this.lookAgain();
  }

  say(text: string): void {
    text = text.trim().slice(0, LONGEST);
    if (text) this.add({ id: randomId("m_"), role: "user", text, at: Date.now(), state: "sending" });
  }

  /** A spoken message. */
  tell(sound: Blob): void {
    const line: Line = { id: randomId("m_"), role: "user", text: "", at: Date.now(), state: "sending", spoken: true };
    this.sounds.set(line.id, sound);
    this.add(line);
  }

  again(line: Line): void {
    this.lines = this.lines.filter((one) => one !== line);
    delete line.why;
    line.state = "sending";
    this.add(line);
  }

  /** A new talk by somebody new: a new lead. */
  renew(): void {
    sessionStore.remove(this.door.key);
    this.door.renew();
    this.restart();
  }

  /** Begin again as whoever the door now is. */
  restart(): void {
    this.queue.length = 0;
    this.busy = false;
    this.lines = [];
    this.suggestions = [];
    this.status = "online";
    void this.begin();
  }

  /** Look what another tab, or a colleague of the company, has said meanwhile. */
  async sync(): Promise<void> {
    if (this.busy || this.loading) return;
    const era = this.era;
    const said = await this.door.history().catch(() => null);
    if (!said || era !== this.era || this.busy) return;
    this.merge(said);
    this.keep();
    this.lookAgain();
  }

  close(): void {
    this.era++;
    clearTimeout(this.timer);
    this.door.close();
  }

  private add(line: Line): void {
    this.suggestions = [];
    this.lines = [...this.lines, line];
    this.enqueue(line);
  }

  private enqueue(line: Line): void {
    this.queue.push(line);
    this.keep();
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    let next: Line | undefined;
    const era = this.era;
    while (era === this.era && (next = this.queue.shift())) await this.deliver(next);
    if (era === this.era) this.busy = false;
  }

  private async deliver(line: Line): Promise<void> {
    const era = this.era;
    const reply: Line = { id: `${line.id}:a`, role: "assistant", text: "", at: Date.now(), live: true };
    const current = (): boolean => era === this.era;
    const at = this.lines.indexOf(line) + 1;
    this.lines = [...this.lines.slice(0, at), reply, ...this.lines.slice(at)];
    this.turn("typing");
    try {
      const answer = await this.persist(line, reply, current);
      if (current()) this.settle(line, reply, answer);
    } catch (error) {
      if (!current()) return;
      this.lines = this.lines.filter((one) => one !== reply);
      line.state = "failed";
      line.why = error instanceof Refused ? error.code : "lost";
      this.turn(error instanceof Refused ? "online" : "lost");
    }
    this.keep();
  }

  private settle(line: Line, reply: Line, answer: Answer): void {
    this.sounds.delete(line.id);
    delete line.state;
    delete reply.live;
    Object.assign(reply, { ...answer, at: Date.now() });
    if (!answer.text && !answer.products.length) this.lines = this.lines.filter((one) => one !== reply);
    if (!this.queue.length) this.suggestions = answer.suggestions;
    this.turn("online");
    this.answered(reply);
  }

  /** Ask until there is an answer, or the server says no, or nobody would wait any longer. */
  private async persist(line: Line, reply: Line, current: () => boolean): Promise<Answer> {
    const until = Date.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.ask(line, (text) => {
          if (!current()) return;
          delete line.state;
          reply.text = text;
          this.turn("typing");
        });
      } catch (error) {
        if (!(error instanceof Lost) || !current() || Date.now() > until) throw error;
      }
      this.turn("lost");
      await pause(PAUSES[Math.min(attempt, PAUSES.length - 1)]!);
    }
  }

  private async ask(line: Line, onText: (text: string) => void): Promise<Answer> {
    const message = { id: line.id, text: line.text, language: this.language };
    const sound = this.sounds.get(line.id);
    if (!sound) return this.door.ask(message, onText);
    const told = await this.door.hear!(sound, message);
    line.text = told.heard;
    return told;
  }

  private turn(status: Status): void {
    this.status = status;
    this.changed();
  }

  private merge(said: Said[]): void {
    const lines = merged(this.lines, said);
    // Suggestions belong to the answer they came with.
    if (lines.at(-1) !== this.lines.at(-1)) this.suggestions = [];
    this.lines = lines;
  }

  /** A question without its answer: another tab is waiting for it, or was closed. */
  private lookAgain(): void {
    clearTimeout(this.timer);
    const last = this.lines.at(-1);
    if (!last || last.role !== "user" || last.state) return void (this.looks = 0);
    const wait = LOOK_AGAIN[this.looks++];
    if (wait) this.timer = window.setTimeout(() => void this.sync(), wait);
  }

  private kept(): Line[] {
    try {
      const kept: unknown = JSON.parse(sessionStore.get(this.door.key) ?? "[]");
      return Array.isArray(kept) ? (kept as Line[]) : [];
    } catch {
      return [];
    }
  }

  private keep(): void {
    // A recording cannot be kept: what is not yet understood is lost with the page.
    const lines = this.lines.filter((line) => !this.sounds.has(line.id)).slice(-MOST);
    sessionStore.set(this.door.key, JSON.stringify(lines));
    this.changed();
  }
}

/** Wait, but not longer than until the network is back. */
function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    const over = (): void => {
      clearTimeout(timer);
      window.removeEventListener("online", over);
      done();
    };
    const timer = setTimeout(over, ms);
    window.addEventListener("online", over);
  });
}

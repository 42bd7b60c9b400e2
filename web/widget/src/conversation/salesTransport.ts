// The door of a company's chat: WebSocket, POST where sockets are blocked, history by the session's id.

import { storedAttribution } from "../shared/attribution";
import { toWireCode } from "../shared/languages";
import { localStore } from "../shared/browserStorage";
import { createVisitorId, VISITOR_ID_KEY, visitorId } from "../shared/visitor";
import type { WidgetOptions } from "../shared/types";
import type { Answer, Door, Message, Said } from "./transport";
import { call } from "./http";
import * as read from "./parseResponse";
import { Blocked, Socket } from "./chatSocket";

const AGAIN_MS = 300_000;

export class Sales implements Door {
  private visitor = visitorId();
  private readonly socket: Socket;
  private blockedUntil = 0;

  constructor(private readonly options: WidgetOptions) {
    const { server, company } = options;
    this.socket = new Socket(`${server.replace(/^http/, "ws")}/ws/sales/${company}`);
  }

  // The server's id of this visitor's talk: whoever has it may read the talk, so no two visitors share it.
  get key(): string {
    return `parley_session_${this.options.company}_${this.visitor}`;
  }

  private get session(): string | null {
    return localStore.get(this.key);
  }

  private body({ id, text, language }: Message): read.Json {
    const session = this.session;
    return {
      message: text,
      message_id: id,
      session_id: session,
      user_id: this.visitor,
      ...(this.options.widget && { source: this.options.widget }),
      ...(language && { language: toWireCode(language) }),
      // Stored with the visitor when they first speak.
      ...(!session && { fingerprint: storedAttribution() }),
    };
  }

  async ask(message: Message, onText: (text: string) => void): Promise<Answer> {
    const { key } = this;
    if (Date.now() > this.blockedUntil) {
      try {
        const told = await this.socket.ask(this.body(message), (text, conversation) => {
          if (conversation) localStore.set(key, conversation);
          onText(read.tidy(text));
        });
        return read.answer(told, told.content);
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
      }
    }
    const told = await call(`${this.options.server}/sales/${this.options.company}/chat`, this.body(message));
    // POST gets through where the socket did not: a while of that before the next try.
    this.blockedUntil = Date.now() + AGAIN_MS;
    if (typeof told.session_id === "string") localStore.set(key, told.session_id);
    return read.answer(told, String(told.response ?? ""));
  }

  async hear(sound: Blob, message: Message): Promise<Answer & { heard: string }> {
    const { key } = this;
    const form = new FormData();
    const kind = /^audio\/(\w+)/.exec(sound.type)?.[1] ?? "webm";
    form.append("file", new File([sound], `voice.${kind}`, { type: sound.type }));
    for (const [name, value] of Object.entries(this.body(message))) {
      if (typeof value === "string" && value && name !== "message") form.append(name, value);
    }
    const told = await call(`${this.options.server}/sales/${this.options.company}/voice`, form);
    const heard = typeof told.text === "string" ? told.text : "";
    // What was not understood opened no talk: its session is nobody's.
    if (heard && typeof told.session_id === "string") localStore.set(key, told.session_id);
    return { ...read.answer(told, String(told.response ?? "")), heard };
  }

  async history(): Promise<Said[] | null> {
    const { session, options } = this;
    if (!session) return [];
    const address = `${options.server}/sales/${options.company}/history?session_id=${encodeURIComponent(session)}`;
    return read.history(await call(address));
  }

  renew(): void {
    localStore.remove(this.key);
    this.visitor = createVisitorId();
    this.socket.drop();
  }

  follow(): boolean {
    const now = localStore.get(VISITOR_ID_KEY);
    if (!now || now === this.visitor) return false;
    this.visitor = now;
    this.socket.drop();
    return true;
  }

  close(): void {
    this.socket.close();
  }
}

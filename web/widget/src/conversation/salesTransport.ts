import { storedAttribution } from "../shared/attribution";
import { localStore } from "../shared/browserStorage";
import type { JsonObject } from "../shared/json";
import { toWireCode } from "../shared/languages";
import type { WidgetOptions } from "../shared/types";
import { createVisitorId, VISITOR_ID_KEY, visitorId } from "../shared/visitor";
import { ChatSocket, SocketUnavailable } from "./chatSocket";
import { requestJson } from "./http";
import { parseAnswer, parseHistory, stripMarkers } from "./parseResponse";
import type { Answer, HistoryLine, OutgoingMessage, Transport, VoiceAnswer } from "./transport";

/** How long messages are posted before the socket is tried again. */
const SOCKET_RETRY_MS = 300_000;

/** The transport of a company's chat: WebSocket, POST where sockets are blocked, history by the session's id. */
export class SalesTransport implements Transport {
  private visitorId = visitorId();
  private readonly socket: ChatSocket;
  onStaffMessage = (): void => {};
  /** Milliseconds since 1970. */
  private socketBlockedUntil = 0;

  constructor(private readonly options: WidgetOptions) {
    const { server, company } = options;
    this.socket = new ChatSocket(`${server.replace(/^http/, "ws")}/ws/sales/${company}`, () => this.onStaffMessage());
  }

  // Also the key of the session's id: whoever has that may read the conversation, so no two visitors share it.
  get storageKey(): string {
    return `parley_session_${this.options.company}_${this.visitorId}`;
  }

  /** What the server calls this visitor's conversation; null before the first answer. */
  private get sessionId(): string | null {
    return localStore.get(this.storageKey);
  }

  private requestBody({ id, text, language }: OutgoingMessage): JsonObject {
    const sessionId = this.sessionId;
    return {
      message: text,
      message_id: id,
      session_id: sessionId,
      user_id: this.visitorId,
      ...(this.options.widget && { source: this.options.widget }),
      ...(language && { language: toWireCode(language) }),
      // The server stores it with the visitor's first message.
      ...(!sessionId && { fingerprint: storedAttribution() }),
    };
  }

  async ask(message: OutgoingMessage, onText: (text: string) => void): Promise<Answer> {
    // Of the visitor who asks; another tab may change it before the answer is there.
    const { storageKey } = this;
    if (Date.now() > this.socketBlockedUntil) {
      try {
        const json = await this.socket.ask(this.requestBody(message), (text, sessionId) => {
          if (sessionId) localStore.set(storageKey, sessionId);
          onText(stripMarkers(text));
        });
        return parseAnswer(json, json.content);
      } catch (error) {
        if (!(error instanceof SocketUnavailable)) throw error;
      }
    }
    const json = await requestJson(`${this.options.server}/sales/${this.options.company}/chat`, this.requestBody(message));
    // POST gets through where the socket did not.
    this.socketBlockedUntil = Date.now() + SOCKET_RETRY_MS;
    if (typeof json.session_id === "string") localStore.set(storageKey, json.session_id);
    return parseAnswer(json, String(json.response ?? ""));
  }

  async askByVoice(recording: Blob, message: OutgoingMessage): Promise<VoiceAnswer> {
    const { storageKey } = this;
    const form = new FormData();
    const extension = /^audio\/(\w+)/.exec(recording.type)?.[1] ?? "webm";
    form.append("file", new File([recording], `voice.${extension}`, { type: recording.type }));
    for (const [name, value] of Object.entries(this.requestBody(message))) {
      if (typeof value === "string" && value && name !== "message") form.append(name, value);
    }
    const json = await requestJson(`${this.options.server}/sales/${this.options.company}/voice`, form);
    const heard = typeof json.text === "string" ? json.text : "";
    // A recording that was not understood opens no conversation, so its session is not kept.
    if (heard && typeof json.session_id === "string") localStore.set(storageKey, json.session_id);
    return { ...parseAnswer(json, String(json.response ?? "")), heard };
  }

  async history(): Promise<HistoryLine[] | null> {
    const { sessionId, options } = this;
    if (!sessionId) return [];
    // The visitor's own id is what counts: where the first answer was lost, the session that was kept opens nothing.
    const ids = new URLSearchParams({ user_id: this.visitorId, session_id: sessionId });
    return parseHistory(await requestJson(`${options.server}/sales/${options.company}/history?${ids}`));
  }

  startOver(): void {
    localStore.remove(this.storageKey);
    this.visitorId = createVisitorId();
    this.socket.disconnect();
  }

  adoptCurrentVisitor(): boolean {
    const current = localStore.get(VISITOR_ID_KEY);
    if (!current || current === this.visitorId) return false;
    this.visitorId = current;
    this.socket.disconnect();
    return true;
  }

  close(): void {
    this.socket.close();
  }
}

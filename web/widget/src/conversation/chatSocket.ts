// One WebSocket, opened when somebody has something to say (contract §2). It carries one question at a time.

import { Lost, Refused } from "./transport";
import type { Json } from "./parseResponse";

const OPEN_MS = 4000;
const PING_MS = 8000;
const SILENT_MS = 20_000;

type Frame = (kind: string, data: Json) => void;

/** The server could not be reached this way; POST may. */
export class Blocked extends Error {}

export class Socket {
  private own: WebSocket | null = null;
  private opening: Promise<WebSocket> | null = null;
  private onFrame: Frame | null = null;

  constructor(private readonly address: string) {
    // A dead network often leaves the socket looking open.
    window.addEventListener("offline", this.drop);
  }

  /** Let go of the line; the next question opens another. */
  readonly drop = (): void => {
    const own = this.own;
    this.own = null;
    own?.close();
    this.onFrame?.("closed", {});
  };

  close(): void {
    window.removeEventListener("offline", this.drop);
    this.drop();
  }

  /** Raises Blocked when the socket does not open. */
  connect(): Promise<WebSocket> {
    if (this.own?.readyState === WebSocket.OPEN) return Promise.resolve(this.own);
    this.opening ??= this.open().finally(() => (this.opening = null));
    return this.opening;
  }

  private open(): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      let own: WebSocket;
      try {
        own = new WebSocket(this.address);
      } catch (error) {
        return reject(new Blocked(String(error)));
      }
      const patience = setTimeout(() => {
        reject(new Blocked("slow"));
        own.close();
      }, OPEN_MS);
      own.onmessage = (event) => {
        const { type, data } = parsed(event.data);
        if (type !== "welcome") return void (this.own === own && this.onFrame?.(type, data));
        clearTimeout(patience);
        this.own = own;
        resolve(own);
      };
      own.onclose = () => {
        clearTimeout(patience);
        reject(new Blocked("closed"));
        if (this.own === own) this.drop();
      };
    });
  }

  /** Send one question; the last frame of its answer. `onText` gets the whole text so far. */
  async ask(body: Json, onText: (text: string, conversation: string) => void): Promise<Json & { content: string }> {
    const own = await this.connect();
    return new Promise((resolve, reject) => {
      let said = "", heardAt = Date.now();
      // A proxy that lost the line says nothing; a server that thinks still answers a ping.
      const ping = setInterval(() => {
        if (Date.now() - heardAt > SILENT_MS) return this.drop();
        own.send(JSON.stringify({ type: "ping", data: {} }));
      }, PING_MS);
      const end = (how: () => void): void => {
        clearInterval(ping);
        this.onFrame = null;
        how();
      };
      this.onFrame = (kind, data) => {
        heardAt = Date.now();
        if (kind === "chunk") onText((said += String(data.content ?? "")), String(data.conversation_id ?? ""));
        else if (kind === "complete") end(() => resolve({ ...data, content: said }));
        else if (kind === "error") end(() => reject(new Refused(String(data.code ?? "internal"))));
        else if (kind === "closed") end(() => reject(new Lost("closed")));
      };
      own.send(JSON.stringify({ type: "chat", data: body }));
    });
  }
}

function parsed(frame: unknown): { type: string; data: Json } {
  try {
    const { type, data } = JSON.parse(String(frame)) as { type?: unknown; data?: Json };
    return { type: String(type), data: data ?? {} };
  } catch {
    return { type: "broken", data: {} };
  }
}

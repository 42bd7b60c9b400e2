import type { JsonObject } from "../shared/json";
import { ConnectionLost, RequestRefused } from "./transport";

const OPEN_TIMEOUT_MS = 4000;
const PING_INTERVAL_MS = 8000;
/** Without any frame for so long the connection is taken for dead. */
const SILENCE_LIMIT_MS = 20_000;

type FrameHandler = (type: string, data: JsonObject) => void;

/** The socket does not open; a POST may get through. */
export class SocketUnavailable extends Error {}

/** One WebSocket (contract §2), opened with the first question. It carries one question at a time. */
export class ChatSocket {
  private socket: WebSocket | null = null;
  private opening: Promise<WebSocket> | null = null;
  private onFrame: FrameHandler | null = null;

  /** `onNotice`: a person of the company's staff wrote; it comes between two answers. */
  constructor(
    private readonly url: string,
    private readonly onNotice: () => void = () => {},
  ) {
    // A dead network often leaves the socket looking open.
    window.addEventListener("offline", this.disconnect);
  }

  /** Closes the connection; the next question opens another. A question under way ends with ConnectionLost. */
  readonly disconnect = (): void => {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.onFrame?.("closed", {});
  };

  /** Disconnects for good. */
  close(): void {
    window.removeEventListener("offline", this.disconnect);
    this.disconnect();
  }

  /** Returns the open socket; opens it where needed. Throws SocketUnavailable. */
  connect(): Promise<WebSocket> {
    if (this.socket?.readyState === WebSocket.OPEN) return Promise.resolve(this.socket);
    this.opening ??= this.open().finally(() => (this.opening = null));
    return this.opening;
  }

  /** Opens a socket; it is ready once the server has sent its welcome. */
  private open(): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
      let socket: WebSocket;
      try {
        socket = new WebSocket(this.url);
      } catch (error) {
        return reject(new SocketUnavailable(String(error)));
      }
      const timeout = setTimeout(() => {
        reject(new SocketUnavailable("slow"));
        socket.close();
      }, OPEN_TIMEOUT_MS);
      socket.onmessage = (event) => {
        const { type, data } = parseFrame(event.data);
        if (type === "system") return void (this.socket === socket && this.onNotice());
        if (type !== "welcome") return void (this.socket === socket && this.onFrame?.(type, data));
        clearTimeout(timeout);
        this.socket = socket;
        resolve(socket);
      };
      socket.onclose = () => {
        clearTimeout(timeout);
        reject(new SocketUnavailable("closed"));
        if (this.socket === socket) this.disconnect();
      };
    });
  }

  /** Sends one question and returns the last frame of its answer, with the whole text as `content`. `onText` gets the
   * whole text so far and the conversation's id. Throws SocketUnavailable, ConnectionLost, RequestRefused. */
  async ask(
    body: JsonObject,
    onText: (text: string, conversationId: string) => void,
  ): Promise<JsonObject & { content: string }> {
    const socket = await this.connect();
    return new Promise((resolve, reject) => {
      let content = "", lastFrameAt = Date.now();
      // A proxy that has lost the connection says nothing; a server that is thinking still answers a ping.
      const ping = setInterval(() => {
        if (Date.now() - lastFrameAt > SILENCE_LIMIT_MS) return this.disconnect();
        socket.send(JSON.stringify({ type: "ping", data: {} }));
      }, PING_INTERVAL_MS);
      const finish = (settle: () => void): void => {
        clearInterval(ping);
        this.onFrame = null;
        settle();
      };
      this.onFrame = (type, data) => {
        lastFrameAt = Date.now();
        if (type === "chunk") onText((content += String(data.content ?? "")), String(data.conversation_id ?? ""));
        else if (type === "complete") finish(() => resolve({ ...data, content }));
        else if (type === "error") finish(() => reject(new RequestRefused(String(data.code ?? "internal"))));
        else if (type === "closed") finish(() => reject(new ConnectionLost("closed")));
      };
      socket.send(JSON.stringify({ type: "chat", data: body }));
    });
  }
}

/** Parses a frame; one that is no JSON has the type `broken`, which nobody handles. */
function parseFrame(frame: unknown): { type: string; data: JsonObject } {
  try {
    const { type, data } = JSON.parse(String(frame)) as { type?: unknown; data?: JsonObject };
    return { type: String(type), data: data ?? {} };
  } catch {
    return { type: "broken", data: {} };
  }
}

import { storedAttribution, utmFields } from "../shared/attribution";
import { localStore } from "../shared/browserStorage";
import type { WidgetOptions } from "../shared/types";
import { requestJson } from "./http";
import { parseAnswer } from "./parseResponse";
import { randomId } from "../shared/visitor";
import type { Answer, HistoryLine, OutgoingMessage, Transport } from "./transport";

const SESSION_ID_KEY = "session_id";

/** The transport of the assistant (contract §1.1 dialect A, §5.9): `POST {apiUrl}/chat`. The session is the visitor, and
 * the server gives no history of it. */
export class AssistantTransport implements Transport {
  private sessionId = localStore.get(SESSION_ID_KEY) || this.createSessionId();

  constructor(private readonly options: WidgetOptions) {}

  private createSessionId(): string {
    const id = randomId("v_");
    localStore.set(SESSION_ID_KEY, id);
    return id;
  }

  get storageKey(): string {
    return `parley_assistant_${this.sessionId}`;
  }

  async ask({ id, text }: OutgoingMessage): Promise<Answer> {
    const json = await requestJson(`${this.options.server}/chat`, {
      session_id: this.sessionId,
      message: text,
      message_id: id,
      ...utmFields(storedAttribution()),
    });
    return parseAnswer(json, String(json.reply ?? json.response ?? ""));
  }

  async history(): Promise<HistoryLine[] | null> {
    return null;
  }

  startOver(): void {
    this.sessionId = this.createSessionId();
  }

  close(): void {}
}

// The door of the assistant (contract §1.1 dialect A, §5.9): `POST {apiUrl}/chat`, the session is the person.

import { storedAttribution, utmFields } from "../shared/attribution";
import { localStore } from "../shared/browserStorage";
import type { WidgetOptions } from "../shared/types";
import type { Answer, Door, Message, Said } from "./transport";
import { call } from "./http";
import * as read from "./parseResponse";

const SESSION = "session_id";

export class Assistant implements Door {
  private session = localStore.get(SESSION) || this.somebody();

  constructor(private readonly options: WidgetOptions) {}

  private somebody(): string {
    const made = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    localStore.set(SESSION, made);
    return made;
  }

  get key(): string {
    return `parley_assistant_${this.session}`;
  }

  async ask({ id, text }: Message): Promise<Answer> {
    const told = await call(`${this.options.server}/chat`, {
      session_id: this.session,
      message: text,
      message_id: id,
      ...utmFields(storedAttribution()),
    });
    return read.answer(told, String(told.reply ?? told.response ?? ""));
  }

  async history(): Promise<Said[] | null> {
    return null;
  }

  renew(): void {
    this.session = this.somebody();
  }

  close(): void {}
}

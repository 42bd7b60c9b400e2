// A way to parley: one message in, one answer out. How (socket, POST, which dialect) is the door's own business.

import type { LanguageCode } from "../shared/languages";

/** `id` is ours and stays the same when the message is sent again: the server stores it once. */
export interface Message {
  id: string;
  text: string;
  language: LanguageCode | null;
}

export interface Product {
  id: string;
  name: string;
  description?: string;
  price?: number;
  currency?: string;
  availability?: boolean;
  image_url?: string;
  url?: string;
}

export interface Source {
  document: string;
  page?: number | null;
  heading?: string;
  url?: string;
}

export interface Answer {
  text: string;
  language: LanguageCode | null;
  suggestions: string[];
  products: Product[];
  sources: Source[];
  handover: boolean;
}

export interface Said {
  role: "user" | "assistant";
  text: string;
  at: number;
}

/** The line broke: the message may have arrived or not. Sending it again is safe. */
export class Lost extends Error {}

/** The server has it and will not take it; `code` as in contract §2.3. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Door {
  /** What a talk is kept under between page loads. */
  readonly key: string;
  /** `onText` gets the whole text so far. Raises Lost or Refused. */
  ask(message: Message, onText: (text: string) => void): Promise<Answer>;
  /** A spoken message; `text` is what was understood, empty for nothing. */
  hear?(sound: Blob, message: Message): Promise<Answer & { heard: string }>;
  /** What the server has of this talk; null where it cannot tell. Raises Lost. */
  history(): Promise<Said[] | null>;
  /** Somebody new from here on. */
  renew(): void;
  /** Another tab may have begun anew. True when we are somebody else now. */
  follow?(): boolean;
  close(): void;
}

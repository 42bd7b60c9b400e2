// A way to parley: one message in, one answer out. How it gets there (socket or POST, in which dialect) is the business
// of each transport.

import type { LanguageCode } from "../shared/languages";

/** A message of the visitor. */
export interface OutgoingMessage {
  /** Ours; the same when the message is sent again, so that the server stores it once. */
  id: string;
  text: string;
  language: LanguageCode | null;
}

export interface Product {
  id: string;
  name: string;
  description?: string;
  /** 0: not known. */
  price?: number;
  /** ISO 4217. */
  currency?: string;
  availability?: boolean;
  image_url?: string;
  url?: string;
}

/** A document that an answer is taken from. */
export interface Source {
  document: string;
  page?: number | null;
  heading?: string;
  url?: string;
}

export interface Answer {
  text: string;
  language: LanguageCode | null;
  /** Quick replies. */
  suggestions: string[];
  products: Product[];
  sources: Source[];
  /** A person of the company takes over. */
  handover: boolean;
}

export interface VoiceAnswer extends Answer {
  /** What the recording was understood as; empty for nothing. Stored with the line, so the name stays. */
  heard: string;
}

/** A message as the server has it. */
export interface HistoryLine {
  role: "user" | "assistant";
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Of what a person of the company's staff wrote: their name. */
  author?: string;
}

/** The connection broke, and the message may have arrived or not. It is safe to send it again. */
export class ConnectionLost extends Error {}

/** The server got the message and will not take it. */
export class RequestRefused extends Error {
  /** `code`: as in contract §2.3, or an HTTP status. */
  constructor(readonly code: string) {
    super(code);
  }
}

export interface Transport {
  /** The key that the conversation is stored under between page loads. */
  readonly storageKey: string;
  /** Called when a person of the company's staff wrote something; the history has it. */
  onStaffMessage?: () => void;
  /** Sends a message and returns its answer; `onText` gets the whole text so far. Throws ConnectionLost or
   * RequestRefused. */
  ask(message: OutgoingMessage, onText: (text: string) => void): Promise<Answer>;
  /** Sends a recording as the message's text. Throws as `ask` does. */
  askByVoice?(recording: Blob, message: OutgoingMessage): Promise<VoiceAnswer>;
  /** Returns what the server has of this conversation; null where it cannot tell. Throws ConnectionLost or
   * RequestRefused. */
  history(): Promise<HistoryLine[] | null>;
  /** Makes the visitor somebody new, with a conversation of their own. */
  startOver(): void;
  /** Takes over the visitor that another tab has made. Returns true if that is somebody else than before. */
  adoptCurrentVisitor?(): boolean;
  close(): void;
}

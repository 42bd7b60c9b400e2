// Every text of the chat: one type, one file per language.

export interface Texts {
  /** The language's own name. */
  name: string;
  title: string;
  online: string;
  typing: string;
  lost: string;
  log: string;
  ask: string;
  send: string;
  sending: string;
  sent: string;
  close: string;
  menu: string;
  fresh: string;
  human: string;
  /** What the button says in the visitor's name: words parley hears as a wish for a person. */
  humanSay: string;
  language: string;
  failed: string;
  again: string;
  busy: string;
  listen: string;
  stop: string;
  sources: string;
  /** Before a page's number. */
  page: string;
  more: string;
  absent: string;
  newer: string;
  record: string;
  recording: string;
  cancel: string;
  denied: string;
  hold: string;
  voice: string;
  today: string;
  yesterday: string;
  hello: string;
  you: string;
  agent: string;
  /** Before the link to the policy. */
  consent: string;
  policy: string;
  privacy: string;
  quick: string;
  count: string;
}

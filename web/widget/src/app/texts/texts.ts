// Every text of the chat: one type here, one file per language beside it.

export interface Texts {
  /** The language's own name. */
  languageName: string;
  /** The chat's title where page and company give none. */
  defaultTitle: string;
  /** The state of the conversation: the keys are those of `ConversationStatus`. */
  online: string;
  typing: string;
  lost: string;
  /** What a screen reader calls the list of messages. */
  messageLog: string;
  inputPlaceholder: string;
  send: string;
  sending: string;
  sent: string;
  closeChat: string;
  menu: string;
  newConversation: string;
  talkToHuman: string;
  /** What that button sends in the visitor's name. Parley has to understand it as the wish for a person. */
  humanRequest: string;
  language: string;
  notSent: string;
  sendAgain: string;
  rateLimited: string;
  readAloud: string;
  stopReading: string;
  /** Before the number of sources. */
  sources: string;
  /** Before a page's number. */
  pageAbbreviation: string;
  /** On a product with a page of its own. */
  details: string;
  outOfStock: string;
  /** On the button that scrolls down to them. */
  newMessages: string;
  /** How to use the microphone's button. */
  recordVoice: string;
  /** The same while it is held. */
  recording: string;
  cancelRecording: string;
  microphoneDenied: string;
  /** The button was let go too early. */
  holdToSpeak: string;
  /** Instead of a voice message's text, until it is known. */
  voiceMessage: string;
  today: string;
  yesterday: string;
  defaultGreeting: string;
  /** What a screen reader calls the visitor. */
  you: string;
  /** Before the link to the policy. */
  consentNotice: string;
  /** The words of that link. */
  policyLink: string;
  /** The same link in the menu. */
  privacyPolicy: string;
  /** What a screen reader calls the list of quick replies. */
  quickReplies: string;
  /** Before the number of characters that may still be written. */
  charactersLeft: string;
}

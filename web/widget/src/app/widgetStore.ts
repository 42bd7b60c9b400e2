import { Conversation } from "../conversation/conversation";
import type { Transport } from "../conversation/transport";
import { localStore } from "../shared/browserStorage";
import { LANGUAGE_EVENT, LANGUAGE_KEY, localizedText, parseLanguageCode, toWireCode, type LanguageCode } from "../shared/languages";
import type { MountContext, WidgetConfig } from "../shared/types";
import { TEXTS, type Texts } from "./texts";

/** The BroadcastChannel over which tabs tell each other that something was said. */
const CHANNEL_NAME = "parley_talk";

/** The state of the chat: its conversation, its language, whether it is open. Components draw it and call its methods. */
export class WidgetStore {
  readonly conversation: Conversation;
  language: LanguageCode;
  /** The visitor has chosen the language: messages name it. */
  languageChosen: boolean;
  isOpen = false;
  /** What is written but not sent; it stays while the chat is closed. */
  draft = "";
  /** Answers that came while the chat was closed. */
  unreadCount = 0;
  /** Called after every change; draws. */
  onChange = (): void => {};

  private readonly tabs: BroadcastChannel | null;

  constructor(
    readonly context: MountContext,
    readonly config: WidgetConfig,
    private readonly transport: Transport,
  ) {
    const chosen = parseLanguageCode(localStore.get(LANGUAGE_KEY));
    const ofPage = parseLanguageCode(document.documentElement.lang);
    this.languageChosen = chosen !== null;
    this.language = this.supportedLanguage(chosen ?? context.options.language ?? ofPage ?? parseLanguageCode(navigator.language));
    this.conversation = new Conversation(transport, () => this.onChange(), () => this.handleAnswer());
    this.conversation.language = this.languageChosen || context.options.language ? this.language : null;
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL_NAME) : null;
  }

  get texts(): Texts {
    return TEXTS[this.language];
  }

  /** The languages to choose from. */
  get languages(): LanguageCode[] {
    const configured = this.config.languages;
    return configured.length ? configured : (Object.keys(TEXTS) as LanguageCode[]);
  }

  get title(): string {
    const { config } = this;
    const { options } = this.context;
    return options.title || config.name || options.buttonText || this.texts.defaultTitle;
  }

  get greeting(): string {
    const { config } = this;
    const { options } = this.context;
    const translated = localizedText(config.greetings, this.language);
    // A greeting in one language only is shown to those who read it; others get ours.
    const general = this.language === "ru" || !Object.keys(config.greetings).length ? config.greeting : "";
    return options.welcome || translated || general || this.texts.defaultGreeting;
  }

  /** Returns `wanted` if the company speaks it, else the first language that it does speak. */
  private supportedLanguage(wanted: LanguageCode | null): LanguageCode {
    const configured = this.config.languages;
    return wanted && (!configured.length || configured.includes(wanted)) ? wanted : (configured[0] ?? wanted ?? "ru");
  }

  start(): void {
    void this.conversation.start();
    if (this.tabs) this.tabs.onmessage = () => void this.refresh();
    document.addEventListener("visibilitychange", this.refresh);
    window.addEventListener("online", this.refresh);
  }

  /** Takes over what was said elsewhere; in another tab the visitor may have begun anew. */
  private readonly refresh = async (): Promise<void> => {
    if (document.hidden) return;
    if (this.transport.adoptCurrentVisitor?.()) this.conversation.restart();
    else await this.conversation.syncHistory();
  };

  private handleAnswer(): void {
    this.tabs?.postMessage(this.transport.storageKey);
    if (!this.isOpen) this.context.onUnread(++this.unreadCount);
  }

  setOpen(open: boolean): void {
    this.isOpen = open;
    if (open) this.unreadCount = 0;
    this.onChange();
  }

  /** Begins a new conversation of a new visitor, in every tab. */
  startOver(): void {
    this.conversation.startOver();
    this.tabs?.postMessage(this.transport.storageKey);
  }

  /** Changes the language to one that may be chosen. `byVisitor`: stored, and the page is told; else the page told us. */
  setLanguage(language: LanguageCode, byVisitor: boolean): void {
    if (language === this.language || !this.languages.includes(language)) return;
    this.language = language;
    this.conversation.language = language;
    if (byVisitor) {
      this.languageChosen = true;
      localStore.set(LANGUAGE_KEY, toWireCode(language));
      window.dispatchEvent(new CustomEvent(LANGUAGE_EVENT, { detail: { language: toWireCode(language) } }));
    }
    this.onChange();
  }

  dispose(): void {
    document.removeEventListener("visibilitychange", this.refresh);
    window.removeEventListener("online", this.refresh);
    this.tabs?.close();
    this.conversation.close();
  }
}

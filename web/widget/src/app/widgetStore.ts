// What the components look at: the talk, the language, open or not. They draw it; this changes it.

import { parseLanguageCode, localizedText, toWireCode, type LanguageCode } from "../shared/languages";
import { localStore } from "../shared/browserStorage";
import type { WidgetConfig, MountContext } from "../shared/types";
import type { Transport } from "../conversation/transport";
import { Conversation } from "../conversation/conversation";
import { TEXTS, type Texts } from "./texts";

const PICKED = "bizdnaii_widget_lang";
const EVENT = "bizdnaii-language-change";

export class Room {
  readonly talk: Conversation;
  language: LanguageCode;
  /** The visitor chose it themselves: the server is told. */
  picked: boolean;
  open = false;
  /** What stands in the box, kept while the chat is shut. */
  draft = "";
  unread = 0;
  onChange = (): void => {};

  private readonly others: BroadcastChannel | null;

  constructor(
    readonly given: MountContext,
    readonly config: WidgetConfig,
    private readonly door: Transport,
  ) {
    const kept = parseLanguageCode(localStore.get(PICKED));
    const page = parseLanguageCode(document.documentElement.lang);
    this.picked = kept !== null;
    this.language = this.spoken(kept ?? given.options.language ?? page ?? parseLanguageCode(navigator.language));
    this.talk = new Conversation(door, () => this.onChange(), () => this.answered());
    this.talk.language = this.picked || given.options.language ? this.language : null;
    this.others = "BroadcastChannel" in window ? new BroadcastChannel("parley_talk") : null;
  }

  get texts(): Texts {
    return TEXTS[this.language];
  }

  get languages(): LanguageCode[] {
    const some = this.config.languages;
    return some.length ? some : (Object.keys(TEXTS) as LanguageCode[]);
  }

  get title(): string {
    const { config } = this;
    const { options } = this.given;
    return options.title || config.name || options.buttonText || this.texts.title;
  }

  get greeting(): string {
    const { config } = this;
    const { options } = this.given;
    const own = localizedText(config.greetings, this.language);
    // A greeting in one language only is shown to those who read it; others get ours.
    const general = this.language === "ru" || !Object.keys(config.greetings).length ? config.greeting : "";
    return options.welcome || own || general || this.texts.hello;
  }

  private spoken(wanted: LanguageCode | null): LanguageCode {
    const some = this.config.languages;
    return wanted && (!some.length || some.includes(wanted)) ? wanted : (some[0] ?? wanted ?? "ru");
  }

  begin(): void {
    void this.talk.start();
    if (this.others) this.others.onmessage = () => void this.refresh();
    document.addEventListener("visibilitychange", this.refresh);
    window.addEventListener("online", this.refresh);
  }

  private readonly refresh = async (): Promise<void> => {
    if (document.hidden) return;
    if (this.door.adoptCurrentVisitor?.()) this.talk.restart();
    else await this.talk.syncHistory();
  };

  private answered(): void {
    this.others?.postMessage(this.door.storageKey);
    if (!this.open) this.given.onUnread(++this.unread);
  }

  show(open: boolean): void {
    this.open = open;
    if (open) this.unread = 0;
    this.onChange();
  }

  renew(): void {
    this.talk.startOver();
    this.others?.postMessage(this.door.storageKey);
  }

  /** `own`: chosen by the visitor here, which the page is told of; else the page told us. */
  speak(language: LanguageCode, own: boolean): void {
    if (language === this.language || !this.languages.includes(language)) return;
    this.language = language;
    this.talk.language = language;
    if (own) {
      this.picked = true;
      localStore.set(PICKED, toWireCode(language));
      window.dispatchEvent(new CustomEvent(EVENT, { detail: { language: toWireCode(language) } }));
    }
    this.onChange();
  }

  leave(): void {
    document.removeEventListener("visibilitychange", this.refresh);
    window.removeEventListener("online", this.refresh);
    this.others?.close();
    this.talk.close();
  }
}

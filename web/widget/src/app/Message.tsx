import type { ChatLine } from "../conversation/chatLine";
import { Avatar } from "./Avatar";
import { focusInput } from "./focus";
import { FormattedText } from "./FormattedText";
import { formatTime } from "./formatTime";
import { Icon } from "./Icon";
import { Products } from "./Products";
import { ReadAloud } from "./ReadAloud";
import { Sources } from "./Sources";
import type { WidgetStore } from "./widgetStore";

interface Props {
  store: WidgetStore;
  line: ChatLine;
  /** The message before is by the same person, just now: no avatar. */
  continuesGroup: boolean;
  /** The last one of its group: it shows the time. */
  endsGroup: boolean;
}

/** A message with the products and sources that came with it. */
export function Message({ store, line, continuesGroup, endsGroup }: Props) {
  const { texts } = store;
  const isOwn = line.role === "user";
  const className = ["line", isOwn ? "mine" : "theirs", continuesGroup && "joined", endsGroup && "ends", line.state].filter(Boolean).join(" ");
  const isWaiting = line.live && !line.text;
  return (
    <div class={className} aria-busy={line.live}>
      {!isOwn && !continuesGroup && <Avatar store={store} small />}
      <div class="column">
        <span class="hidden">{isOwn ? texts.you : line.author || store.title}: </span>
        {line.author && !continuesGroup && (
          <span class="author" aria-hidden="true">
            {line.author}
          </span>
        )}
        <div class="bubble" lang={line.language ?? undefined} dir="auto">
          {isWaiting ? <TypingDots label={texts.typing} /> : line.text ? <FormattedText text={line.text} /> : <VoicePlaceholder text={texts.voiceMessage} />}
        </div>
        {!!line.products?.length && <Products store={store} products={line.products} />}
        {!!line.sources?.length && <Sources texts={texts} sources={line.sources} />}
        {endsGroup && !line.live && line.at > 0 && <MessageStatus store={store} line={line} isOwn={isOwn} />}
      </div>
    </div>
  );
}

function TypingDots({ label }: { label: string }) {
  return (
    <span class="dots" role="img" aria-label={label}>
      <i />
      <i />
      <i />
    </span>
  );
}

/** Stands for a voice message until it is understood. */
function VoicePlaceholder({ text }: { text: string }) {
  return (
    <span class="spoken">
      <Icon name="mic" />
      {text}
    </span>
  );
}

/** Below a message: its time and whether it is sent, or that it failed. */
function MessageStatus({ store, line, isOwn }: { store: WidgetStore; line: ChatLine; isOwn: boolean }) {
  const { texts, conversation } = store;
  if (line.state === "failed") {
    return (
      <div class="meta bad" role="alert">
        <Icon name="alert" />
        <span>{line.why === "rate_limited" ? texts.rateLimited : texts.notSent}</span>
        <button type="button" onClick={(event) => (focusInput(event.currentTarget), conversation.resend(line))}>
          {texts.sendAgain}
        </button>
      </div>
    );
  }
  return (
    <div class="meta">
      <time dateTime={new Date(line.at).toISOString()}>{formatTime(line.at, store.language)}</time>
      {isOwn && <Icon name={line.state ? "clock" : "check"} />}
      {isOwn && <span class="hidden">{line.state ? texts.sending : texts.sent}</span>}
      {!isOwn && <ReadAloud texts={texts} line={line} language={line.language ?? store.language} />}
    </div>
  );
}

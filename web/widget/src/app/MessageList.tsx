import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatLine } from "../conversation/chatLine";
import { Avatar } from "./Avatar";
import { focusInput } from "./focus";
import { formatDay, isSameDay } from "./formatTime";
import { Icon } from "./Icon";
import { Message } from "./Message";
import type { WidgetStore } from "./widgetStore";

/** So close to the end counts as being there. */
const NEAR_END_PX = 100;
/** Between the upper edge and the question whose answer is read. */
const QUESTION_MARGIN_PX = 14;
/** Messages of one person within this time stand together. */
const GROUP_MS = 180_000;

const greetingLine = (store: WidgetStore): ChatLine => ({ id: "greeting", role: "assistant", text: store.greeting, at: 0, language: store.language });

const isSamePerson = (line: ChatLine, other: ChatLine): boolean => line.role === other.role && line.author === other.author;

/** Returns the scroll position where reading goes on, in px: the end, but a long answer is read from its beginning, with
 * the question in sight. */
function readingPosition(log: HTMLElement): number {
  const question = [...log.querySelectorAll<HTMLElement>(".mine")].at(-1)?.offsetTop ?? Infinity;
  return Math.min(log.scrollHeight - log.clientHeight, question - QUESTION_MARGIN_PX);
}

/** The conversation with its quick replies. It follows new messages, unless the visitor has scrolled up to read. */
export function MessageList({ store }: { store: WidgetStore }) {
  const { conversation, texts } = store;
  const log = useRef<HTMLDivElement>(null);
  const scrolledUp = useRef(false);
  const [hasNewBelow, setNewBelow] = useState(false);
  const lines = [greetingLine(store), ...conversation.lines];

  const starters = conversation.lines.length || conversation.loading ? [] : store.config.suggestions;
  const quickReplies = conversation.suggestions.length ? conversation.suggestions : starters;

  const scrollToEnd = (): void => {
    if (log.current) log.current.scrollTop = readingPosition(log.current);
  };

  function sendQuickReply(event: Event, text: string): void {
    focusInput(event.currentTarget as Element);
    conversation.sendText(text);
  }

  function handleScroll(): void {
    scrolledUp.current = readingPosition(log.current!) - log.current!.scrollTop > NEAR_END_PX;
    if (!scrolledUp.current) setNewBelow(false);
  }

  const last = conversation.lines.at(-1);
  const lastOwnId = conversation.lines.findLast((line) => line.role === "user")?.id;
  useLayoutEffect(() => {
    // Whoever has just written wants to see it, wherever they were reading.
    scrolledUp.current = false;
    scrollToEnd();
  }, [lastOwnId]);
  useLayoutEffect(() => {
    if (scrolledUp.current) setNewBelow(true);
    else scrollToEnd();
  }, [last?.id, last?.text, last?.live, conversation.suggestions, conversation.loading]);
  useEffect(() => {
    // The keyboard of a phone, a long text in the input, a picture that has loaded.
    const observer = new ResizeObserver(() => scrolledUp.current || scrollToEnd());
    observer.observe(log.current!);
    return () => observer.disconnect();
  }, []);

  return (
    <div class="middle">
      <div class="log" ref={log} role="log" aria-label={texts.messageLog} tabIndex={0} onScroll={handleScroll} onLoadCapture={() => scrolledUp.current || scrollToEnd()}>
        {conversation.lines.length || conversation.loading ? <div class="push" /> : <Welcome store={store} />}
        {lines.map((line, index) => {
          const previous = lines[index - 1];
          const continuesGroup = !!previous && isSamePerson(previous, line) && line.at - previous.at < GROUP_MS && previous.at > 0;
          const next = lines[index + 1];
          const endsGroup = !next || !isSamePerson(next, line) || next.at - line.at >= GROUP_MS || line.at === 0;
          return (
            <Fragment key={line.id}>
              {line.at > 0 && !isSameDay(previous?.at ?? 0, line.at) && (
                <p class="day">
                  {formatDay(line.at, store.language, texts)}
                </p>
              )}
              <Message store={store} line={line} continuesGroup={continuesGroup} endsGroup={endsGroup} />
            </Fragment>
          );
        })}
        {!!quickReplies.length && (
          <div class="quick" role="group" aria-label={texts.quickReplies}>
            {quickReplies.map((text) => (
              <button type="button" key={text} onClick={(event) => sendQuickReply(event, text)}>
                {text}
              </button>
            ))}
          </div>
        )}
      </div>
      {hasNewBelow && (
        <button type="button" class="below" onClick={(event) => (scrollToEnd(), focusInput(event.currentTarget))}>
          <Icon name="down" />
          {texts.newMessages}
        </button>
      )}
    </div>
  );
}

/** Who this is, before anything is said. */
function Welcome({ store }: { store: WidgetStore }) {
  return (
    <div class="welcome">
      <Avatar store={store} />
      <p class="welcome-name">{store.title}</p>
      {store.config.description && <p class="welcome-words">{store.config.description}</p>}
    </div>
  );
}

import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatLine } from "../conversation/conversation";
import { focusOn } from "./focus";
import { Avatar } from "./Header";
import { Icon } from "./Icon";
import { Message } from "./Message";
import type { Room } from "./widgetStore";
import { dayOf, sameDay } from "./formatTime";

const NEAR = 100;
const ABOVE = 14;
/** Lines of one person within this many ms stand together. */
const TOGETHER = 180_000;

const greeting = (room: Room): ChatLine => ({ id: "greeting", role: "assistant", text: room.greeting, at: 0, language: room.language });

/** Where reading goes on: at the end, but a long answer is read from its beginning, with the question in sight. */
function end(log: HTMLElement): number {
  const asked = [...log.querySelectorAll<HTMLElement>(".mine")].at(-1)?.offsetTop ?? Infinity;
  return Math.min(log.scrollHeight - log.clientHeight, asked - ABOVE);
}

export function Messages({ room }: { room: Room }) {
  const { talk, texts } = room;
  const box = useRef<HTMLDivElement>(null);
  const reading = useRef(false);
  const [below, setBelow] = useState(false);
  const lines = [greeting(room), ...talk.lines];

  const starters = talk.lines.length || talk.loading ? [] : room.config.suggestions;
  const quick = talk.suggestions.length ? talk.suggestions : starters;

  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = end(box.current);
  };

  function press(event: Event, text: string): void {
    focusOn(event.currentTarget as Element);
    talk.sendText(text);
  }

  function scrolled(): void {
    reading.current = end(box.current!) - box.current!.scrollTop > NEAR;
    if (!reading.current) setBelow(false);
  }

  const last = talk.lines.at(-1);
  const mine = talk.lines.findLast((line) => line.role === "user")?.id;
  useLayoutEffect(() => {
    // Whoever has just written wants to see it, wherever they were reading.
    reading.current = false;
    toEnd();
  }, [mine]);
  useLayoutEffect(() => {
    if (reading.current) setBelow(true);
    else toEnd();
  }, [last?.id, last?.text, last?.live, talk.suggestions, talk.loading]);
  useEffect(() => {
    // The keyboard of a phone, a long text in the box, a picture that has loaded.
    const watch = new ResizeObserver(() => reading.current || toEnd());
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);

  return (
    <div class="middle">
      <div class="log" ref={box} role="log" aria-label={texts.log} tabIndex={0} onScroll={scrolled} onLoadCapture={() => reading.current || toEnd()}>
        {talk.lines.length || talk.loading ? <div class="push" /> : <Welcome room={room} />}
        {lines.map((line, at) => {
          const before = lines[at - 1];
          const joined = !!before && before.role === line.role && line.at - before.at < TOGETHER && before.at > 0;
          const after = lines[at + 1];
          const ends = !after || after.role !== line.role || after.at - line.at >= TOGETHER || line.at === 0;
          return (
            <Fragment key={line.id}>
              {line.at > 0 && !sameDay(before?.at ?? 0, line.at) && (
                <p class="day">
                  {dayOf(line.at, room.language, texts)}
                </p>
              )}
              <Message room={room} line={line} joined={joined} ends={ends} />
            </Fragment>
          );
        })}
        {!!quick.length && (
          <div class="quick" role="group" aria-label={texts.quick}>
            {quick.map((text) => (
              <button type="button" key={text} onClick={(event) => press(event, text)}>
                {text}
              </button>
            ))}
          </div>
        )}
      </div>
      {below && (
        <button type="button" class="below" onClick={(event) => (toEnd(), focusOn(event.currentTarget))}>
          <Icon name="down" />
          {texts.newer}
        </button>
      )}
    </div>
  );
}

/** Before anything is said: who this is. */
function Welcome({ room }: { room: Room }) {
  return (
    <div class="welcome">
      <Avatar room={room} />
      <p class="welcome-name">{room.title}</p>
      {room.config.description && <p class="welcome-words">{room.config.description}</p>}
    </div>
  );
}

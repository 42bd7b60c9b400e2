import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { safeHref } from "../shared/richText";
import { Icon } from "./Icon";
import type { Room } from "./widgetStore";
import { Voice } from "./VoiceButton";

const LONGEST = 4000;

export function Composer({ room }: { room: Room }) {
  const { texts, talk } = room;
  const [text, setText] = useState(room.draft);
  const [speaking, setSpeaking] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  room.draft = text;
  const left = LONGEST - text.length;

  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight}px`;
  }, [text, speaking]);

  function send(event?: Event): void {
    event?.preventDefault();
    talk.sendText(text);
    setText("");
    box.current?.focus();
  }

  function keys(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  }

  const voice = room.config.voice && !text && "MediaRecorder" in window && !!navigator.mediaDevices;
  return (
    <form class="foot" onSubmit={send}>
      <div class="box">
        {!speaking && (
          <textarea
            ref={box} rows={1} maxLength={LONGEST} placeholder={texts.ask} aria-label={texts.ask} value={text} dir="auto"
            autoComplete="off" enterkeyhint="send" onInput={(event) => setText(event.currentTarget.value)} onKeyDown={keys}
          />
        )}
        {voice ? (
          <Voice texts={texts} onState={setSpeaking} onDone={(sound) => talk.sendRecording(sound)} />
        ) : (
          <button type="submit" class="send" disabled={!text.trim()} aria-label={texts.send} title={texts.send}>
            <Icon name="send" />
          </button>
        )}
      </div>
      {left < LONGEST / 10 && (
        <p class="note" role="status">
          {texts.count} {left}
        </p>
      )}
      <Consent room={room} />
    </form>
  );
}

function Consent({ room }: { room: Room }) {
  const { texts } = room;
  const { consent } = room.config;
  // Said before anything is sent; afterwards the link is in the menu.
  if (!consent || room.talk.lines.length) return null;
  const to = safeHref(consent.url);
  return (
    <p class="note">
      {consent.text || texts.consent}
      {to && " "}
      {to && (
        <a href={to} target="_blank" rel="noopener noreferrer">
          {texts.policy}
        </a>
      )}
    </p>
  );
}

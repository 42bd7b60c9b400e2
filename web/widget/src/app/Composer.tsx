import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MAX_TEXT_LENGTH } from "../conversation/conversation";
import { safeHref } from "../shared/richText";
import { Icon } from "./Icon";
import { VoiceButton } from "./VoiceButton";
import type { WidgetStore } from "./widgetStore";

/** Where a message is written or spoken. */
export function Composer({ store }: { store: WidgetStore }) {
  const { texts, conversation } = store;
  const [text, setText] = useState(store.draft);
  const [recording, setRecording] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  store.draft = text;
  const charactersLeft = MAX_TEXT_LENGTH - text.length;

  // The input is as high as its text.
  useLayoutEffect(() => {
    if (!input.current) return;
    input.current.style.height = "auto";
    input.current.style.height = `${input.current.scrollHeight}px`;
  }, [text, recording]);

  function send(event?: Event): void {
    event?.preventDefault();
    conversation.sendText(text);
    setText("");
    input.current?.focus();
  }

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  }

  const canRecord = store.config.voice && !text && "MediaRecorder" in window && !!navigator.mediaDevices;
  return (
    <form class="foot" onSubmit={send}>
      <div class="box">
        {!recording && (
          <textarea
            ref={input} rows={1} maxLength={MAX_TEXT_LENGTH} placeholder={texts.inputPlaceholder} aria-label={texts.inputPlaceholder} value={text} dir="auto"
            autoComplete="off" enterkeyhint="send" onInput={(event) => setText(event.currentTarget.value)} onKeyDown={handleKeyDown}
          />
        )}
        {canRecord ? (
          <VoiceButton texts={texts} onRecordingChange={setRecording} onRecorded={(blob) => conversation.sendRecording(blob)} />
        ) : (
          <button type="submit" class="send" disabled={!text.trim()} aria-label={texts.send} title={texts.send}>
            <Icon name="send" />
          </button>
        )}
      </div>
      {charactersLeft < MAX_TEXT_LENGTH / 10 && (
        <p class="note" role="status">
          {texts.charactersLeft} {charactersLeft}
        </p>
      )}
      <ConsentNotice store={store} />
    </form>
  );
}

/** What the visitor agrees to. Shown before anything is said; afterwards the link is in the menu. */
function ConsentNotice({ store }: { store: WidgetStore }) {
  const { texts } = store;
  const { consent } = store.config;
  if (!consent || store.conversation.lines.length) return null;
  const href = safeHref(consent.url);
  return (
    <p class="note">
      {consent.text || texts.consentNotice}
      {href && " "}
      {href && (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {texts.policyLink}
        </a>
      )}
    </p>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import type { LanguageCode } from "../shared/languages";
import { safeHref } from "../shared/richText";
import { Icon } from "./Icon";
import type { Room } from "./widgetStore";
import { TEXTS } from "./texts";

export function Avatar({ room, small = false }: { room: Room; small?: boolean }) {
  const [broken, setBroken] = useState(false);
  const { logo } = room.config;
  const letter = [...room.title.trim()][0]?.toUpperCase() ?? "";
  return (
    <span class={small ? "avatar small" : "avatar"} aria-hidden="true">
      {logo && !broken ? <img src={logo} alt="" onError={() => setBroken(true)} /> : letter}
    </span>
  );
}

export function Head({ room }: { room: Room }) {
  const { texts, talk } = room;
  return (
    <header class="head">
      <Avatar room={room} />
      <div class="who">
        <h2 id="title">{room.title}</h2>
        <p class={`state ${talk.status}`} role="status">
          {texts[talk.status]}
        </p>
      </div>
      <Menu room={room} />
      {room.given.options.mode === "float" && (
        <button type="button" class="round" aria-label={texts.close} title={texts.close} onClick={room.given.onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}

function Menu({ room }: { room: Room }) {
  const { texts, talk } = room;
  const policy = safeHref(room.config.consent?.url);
  const [open, setOpen] = useState(false);
  const own = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    // Inside the shadow root: outside of it a click's target is our host element.
    const root = own.current!.getRootNode();
    const away = (event: Event): void => {
      if (!own.current?.contains(event.target as Node)) setOpen(false);
    };
    root.addEventListener("pointerdown", away);
    return () => root.removeEventListener("pointerdown", away);
  }, [open]);

  function shut(event?: KeyboardEvent): void {
    if (event && (event.key !== "Escape" || !open)) return;
    event?.preventDefault();
    setOpen(false);
    toggle.current?.focus();
  }

  function pick(action: () => void): () => void {
    return () => {
      shut();
      action();
    };
  }

  return (
    <div class="menu" ref={own} onKeyDown={shut}>
      <button type="button" class="round" ref={toggle} aria-label={texts.menu} title={texts.menu} aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>
        <Icon name="menu" />
      </button>
      <div class="sheet" id="menu" hidden={!open}>
        <button type="button" onClick={pick(() => talk.sendText(texts.humanSay))}>
          <Icon name="human" />
          {texts.human}
        </button>
        <button type="button" onClick={pick(() => room.renew())}>
          <Icon name="fresh" />
          {texts.fresh}
        </button>
        {policy && (
          <a href={policy} target="_blank" rel="noopener noreferrer" onClick={() => shut()}>
            <Icon name="shield" />
            {texts.privacy}
          </a>
        )}
        <label class="choice">
          <Icon name="globe" />
          <span class="hidden">{texts.language}</span>
          <select value={room.language} onChange={(event) => room.speak(event.currentTarget.value as LanguageCode, true)}>
            {room.languages.map((code) => (
              <option key={code} value={code} lang={code} selected={code === room.language}>
                {TEXTS[code].name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}

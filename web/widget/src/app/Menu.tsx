import { useEffect, useRef, useState } from "preact/hooks";
import type { LanguageCode } from "../shared/languages";
import { safeHref } from "../shared/richText";
import { Icon } from "./Icon";
import { TEXTS } from "./texts";
import type { WidgetStore } from "./widgetStore";

/** The button with three dots, and what it opens. */
export function Menu({ store }: { store: WidgetStore }) {
  const { texts, conversation } = store;
  const policyHref = safeHref(store.config.consent?.url);
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    // Inside the shadow root: outside of it a click's target is our host element.
    const root = menu.current!.getRootNode();
    const closeOutside = (event: Event): void => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false);
    };
    root.addEventListener("pointerdown", closeOutside);
    return () => root.removeEventListener("pointerdown", closeOutside);
  }, [open]);

  /** Closes the menu; of keys, Escape does. */
  function close(event?: KeyboardEvent): void {
    if (event && (event.key !== "Escape" || !open)) return;
    event?.preventDefault();
    setOpen(false);
    toggle.current?.focus();
  }

  function closeAnd(action: () => void): () => void {
    return () => {
      close();
      action();
    };
  }

  return (
    <div class="menu" ref={menu} onKeyDown={close}>
      <button type="button" class="round" ref={toggle} aria-label={texts.menu} title={texts.menu} aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>
        <Icon name="menu" />
      </button>
      <div class="sheet" id="menu" hidden={!open}>
        <button type="button" onClick={closeAnd(() => conversation.sendText(texts.humanRequest))}>
          <Icon name="human" />
          {texts.talkToHuman}
        </button>
        <button type="button" onClick={closeAnd(() => store.startOver())}>
          <Icon name="restart" />
          {texts.newConversation}
        </button>
        {policyHref && (
          <a href={policyHref} target="_blank" rel="noopener noreferrer" onClick={() => close()}>
            <Icon name="shield" />
            {texts.privacyPolicy}
          </a>
        )}
        <label class="choice">
          <Icon name="globe" />
          <span class="hidden">{texts.language}</span>
          <select value={store.language} onChange={(event) => store.setLanguage(event.currentTarget.value as LanguageCode, true)}>
            {store.languages.map((code) => (
              <option key={code} value={code} lang={code} selected={code === store.language}>
                {TEXTS[code].languageName}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}

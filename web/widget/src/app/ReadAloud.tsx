import { useEffect, useState } from "preact/hooks";
import type { LanguageCode } from "../shared/languages";
import type { ChatLine } from "../conversation/conversation";
import { Icon } from "./Icon";
import type { Texts } from "./texts";

function voice(language: LanguageCode): SpeechSynthesisVoice | undefined {
  return window.speechSynthesis?.getVoices().find((one) => one.lang.toLowerCase().split(/[-_]/)[0] === language);
}

/** A button where the browser has a voice for the language: another's would be gibberish. */
export function ReadAloud({ texts, line, language }: { texts: Texts; line: ChatLine; language: LanguageCode }) {
  const [, loaded] = useState(0);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    const speech = window.speechSynthesis;
    const changed = (): void => loaded((count) => count + 1);
    speech?.addEventListener?.("voiceschanged", changed);
    return () => speech?.removeEventListener?.("voiceschanged", changed);
  }, []);
  const own = voice(language);
  if (!own || !line.text) return null;

  function toggle(): void {
    speechSynthesis.cancel();
    if (speaking) return setSpeaking(false);
    const said = new SpeechSynthesisUtterance(line.text.replace(/\*\*|https?:\/\/\S+/g, ""));
    said.voice = own!;
    said.lang = own!.lang;
    said.onend = said.onerror = () => setSpeaking(false);
    setSpeaking(true);
    speechSynthesis.speak(said);
  }

  const label = speaking ? texts.stop : texts.listen;
  return (
    <button type="button" class="listen" aria-label={label} title={label} onClick={toggle}>
      <Icon name={speaking ? "stop" : "sound"} />
    </button>
  );
}

import { useEffect, useState } from "preact/hooks";
import type { ChatLine } from "../conversation/chatLine";
import type { LanguageCode } from "../shared/languages";
import { Icon } from "./Icon";
import type { Texts } from "./texts";

function voiceFor(language: LanguageCode): SpeechSynthesisVoice | undefined {
  return window.speechSynthesis?.getVoices().find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

/** A button that reads an answer aloud, where the browser has a voice for its language: another's would be gibberish. */
export function ReadAloud({ texts, line, language }: { texts: Texts; line: ChatLine; language: LanguageCode }) {
  const [, redraw] = useState(0);
  const [speaking, setSpeaking] = useState(false);
  // Browsers load their voices late.
  useEffect(() => {
    const speech = window.speechSynthesis;
    const update = (): void => redraw((count) => count + 1);
    speech?.addEventListener?.("voiceschanged", update);
    return () => speech?.removeEventListener?.("voiceschanged", update);
  }, []);
  const voice = voiceFor(language);
  if (!voice || !line.text) return null;

  function toggle(): void {
    speechSynthesis.cancel();
    if (speaking) return setSpeaking(false);
    const utterance = new SpeechSynthesisUtterance(line.text.replace(/\*\*|https?:\/\/\S+/g, ""));
    utterance.voice = voice!;
    utterance.lang = voice!.lang;
    utterance.onend = utterance.onerror = () => setSpeaking(false);
    setSpeaking(true);
    speechSynthesis.speak(utterance);
  }

  const label = speaking ? texts.stopReading : texts.readAloud;
  return (
    <button type="button" class="listen" aria-label={label} title={label} onClick={toggle}>
      <Icon name={speaking ? "stop" : "sound"} />
    </button>
  );
}

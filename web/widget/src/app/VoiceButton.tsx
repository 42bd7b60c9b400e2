import { useEffect, useRef, useState } from "preact/hooks";
import { VoiceRecording } from "../conversation/voiceRecording";
import { Icon } from "./Icon";
import type { Texts } from "./texts";

type Stage = "idle" | "asking" | "recording";

interface Props {
  texts: Texts;
  onState(speaking: boolean): void;
  onDone(sound: Blob): void;
}

/** Push to talk: held by pointer, or by Space or Enter; a screen reader's click starts and stops. Escape cancels. */
export function Voice({ texts, onState, onDone }: Props) {
  const [stage, setStage] = useState<Stage>("idle");
  const [hint, setHint] = useState("");
  const [, tick] = useState(0);
  const recording = useRef<VoiceRecording | null>(null);
  const wanted = useRef(false);

  function at(next: Stage): void {
    setStage(next);
    onState(next === "recording");
  }

  async function start(): Promise<void> {
    if (wanted.current) return;
    wanted.current = true;
    setHint("");
    at("asking");
    try {
      const made = await VoiceRecording.start(() => void stop());
      recording.current = made;
      // Let go while the browser was still asking for leave.
      if (!wanted.current) return cancel(texts.hold);
      at("recording");
    } catch {
      cancel(texts.denied);
    }
  }

  async function stop(): Promise<void> {
    wanted.current = false;
    const made = recording.current;
    if (!made) return;
    recording.current = null;
    at("idle");
    const sound = await made.stop();
    if (sound) onDone(sound);
    else setHint(texts.hold);
  }

  function cancel(why = ""): void {
    wanted.current = false;
    recording.current?.cancel();
    recording.current = null;
    at("idle");
    setHint(why);
  }

  useEffect(() => {
    if (stage !== "recording") return;
    const timer = setInterval(() => tick((count) => count + 1), 80);
    const away = (): void => {
      if (document.hidden) cancel();
    };
    document.addEventListener("visibilitychange", away);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", away);
    };
  }, [stage]);
  useEffect(() => () => recording.current?.cancel(), []);

  function down(event: KeyboardEvent): void {
    if (event.key === "Escape" && stage !== "idle") {
      event.preventDefault();
      cancel();
    } else if ((event.key === " " || event.key === "Enter") && !event.repeat) {
      event.preventDefault();
      void start();
    } else if (event.repeat) event.preventDefault();
  }

  function up(event: KeyboardEvent): void {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    void stop();
  }

  const on = stage === "recording";
  const seconds = Math.floor(recording.current?.seconds ?? 0);
  return (
    <>
      {on && (
        <span class="recording">
          <button type="button" class="round" aria-label={texts.cancel} title={texts.cancel} onClick={() => cancel()}>
            <Icon name="close" />
          </button>
          <span class="level" aria-hidden="true" style={{ transform: `scaleX(${Math.max(0.04, recording.current?.level() ?? 0)})` }} />
          <span aria-hidden="true">
            {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
          </span>
        </span>
      )}
      <button
        type="button" class={`send mic ${stage}`} aria-label={on ? texts.recording : texts.record} title={texts.record} aria-pressed={on}
        onPointerDown={(event) => {
          if (event.button) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          void start();
        }}
        onPointerUp={() => void stop()} onPointerCancel={() => cancel()} onContextMenu={(event) => event.preventDefault()}
        onKeyDown={down} onKeyUp={up}
        onBlur={() => stage !== "idle" && cancel()}
        // Detail 0: no pointer was involved. Keys are handled above.
        onClick={(event) => event.detail === 0 && !event.defaultPrevented && void (on ? stop() : start())}
      >
        <Icon name="mic" />
      </button>
      <span class={hint || on ? "hint" : "hidden"} role="status">
        {on ? texts.recording : hint}
      </span>
    </>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { VoiceRecording } from "../conversation/voiceRecording";
import { Icon } from "./Icon";
import type { Texts } from "./texts";

/** Also a CSS class. `asking`: the browser asks the visitor for the microphone. */
type RecordingStage = "idle" | "asking" | "recording";

const LEVEL_INTERVAL_MS = 80;

interface Props {
  texts: Texts;
  onRecordingChange(recording: boolean): void;
  onRecorded(blob: Blob): void;
}

/** Push to talk: held by pointer, or by Space or Enter; a screen reader's click starts and stops. Escape cancels. */
export function VoiceButton({ texts, onRecordingChange, onRecorded }: Props) {
  const [stage, setStage] = useState<RecordingStage>("idle");
  const [hint, setHint] = useState("");
  const [, redraw] = useState(0);
  const recording = useRef<VoiceRecording | null>(null);
  const isHeld = useRef(false);

  function enterStage(next: RecordingStage): void {
    setStage(next);
    onRecordingChange(next === "recording");
  }

  async function start(): Promise<void> {
    if (isHeld.current) return;
    isHeld.current = true;
    setHint("");
    enterStage("asking");
    try {
      const started = await VoiceRecording.start(() => void stop());
      recording.current = started;
      // Let go while the browser was still asking for the microphone.
      if (!isHeld.current) return cancel(texts.holdToSpeak);
      enterStage("recording");
    } catch {
      cancel(texts.microphoneDenied);
    }
  }

  async function stop(): Promise<void> {
    isHeld.current = false;
    const stopped = recording.current;
    if (!stopped) return;
    recording.current = null;
    enterStage("idle");
    const blob = await stopped.stop();
    if (blob) onRecorded(blob);
    else setHint(texts.holdToSpeak);
  }

  function cancel(reason = ""): void {
    isHeld.current = false;
    recording.current?.cancel();
    recording.current = null;
    enterStage("idle");
    setHint(reason);
  }

  useEffect(() => {
    if (stage !== "recording") return;
    const timer = setInterval(() => redraw((count) => count + 1), LEVEL_INTERVAL_MS);
    const cancelWhenHidden = (): void => {
      if (document.hidden) cancel();
    };
    document.addEventListener("visibilitychange", cancelWhenHidden);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", cancelWhenHidden);
    };
  }, [stage]);
  useEffect(() => () => recording.current?.cancel(), []);

  function handleKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && stage !== "idle") {
      event.preventDefault();
      cancel();
    } else if ((event.key === " " || event.key === "Enter") && !event.repeat) {
      event.preventDefault();
      void start();
    } else if (event.repeat) event.preventDefault();
  }

  function handleKeyUp(event: KeyboardEvent): void {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    void stop();
  }

  const isRecording = stage === "recording";
  const seconds = Math.floor(recording.current?.seconds ?? 0);
  return (
    <>
      {isRecording && (
        <span class="recording">
          <button type="button" class="round" aria-label={texts.cancelRecording} title={texts.cancelRecording} onClick={() => cancel()}>
            <Icon name="close" />
          </button>
          <span class="level" aria-hidden="true" style={{ transform: `scaleX(${Math.max(0.04, recording.current?.level() ?? 0)})` }} />
          <span aria-hidden="true">
            {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
          </span>
        </span>
      )}
      <button
        type="button" class={`send mic ${stage}`} aria-label={isRecording ? texts.recording : texts.recordVoice} title={texts.recordVoice} aria-pressed={isRecording}
        onPointerDown={(event) => {
          if (event.button) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          void start();
        }}
        onPointerUp={() => void stop()} onPointerCancel={() => cancel()} onContextMenu={(event) => event.preventDefault()}
        onKeyDown={handleKeyDown} onKeyUp={handleKeyUp}
        onBlur={() => stage !== "idle" && cancel()}
        // Detail 0: no pointer was involved. Keys are handled above.
        onClick={(event) => event.detail === 0 && !event.defaultPrevented && void (isRecording ? stop() : start())}
      >
        <Icon name="mic" />
      </button>
      <span class={hint || isRecording ? "hint" : "hidden"} role="status">
        {isRecording ? texts.recording : hint}
      </span>
    </>
  );
}

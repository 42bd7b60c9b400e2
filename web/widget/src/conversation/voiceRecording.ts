// A recording from the microphone, its loudness while somebody speaks, and a microphone that is off afterwards.

export const MIN_DURATION_MS = 400;
export const MAX_DURATION_MS = 120_000;

// Chrome and Firefox record Opus in WebM, Firefox also in Ogg, Safari before 18.4 only MP4.
const MIME_TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];

/** Returns the first type that the browser records; empty where it is to decide itself. */
export function supportedMimeType(isSupported: (type: string) => boolean): string {
  return MIME_TYPES.find(isSupported) ?? "";
}

export class VoiceRecording {
  private readonly chunks: Blob[] = [];
  private readonly startedAt = Date.now();
  private durationTimer = 0;

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly audioContext: AudioContext,
    private readonly analyser: AnalyserNode,
  ) {}

  /** Asks for the microphone and starts to record; calls `onMaxDuration` after two minutes. Throws what the browser
   * throws: NotAllowedError, NotFoundError and others. */
  static async start(onMaxDuration: () => void): Promise<VoiceRecording> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    const mimeType = supportedMimeType((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    const audioContext = new AudioContext();
    const analyser = audioContext.createAnalyser();
    analyser.fftSize = 512;
    audioContext.createMediaStreamSource(stream).connect(analyser);
    const recording = new VoiceRecording(stream, recorder, audioContext, analyser);
    recorder.ondataavailable = (event) => recording.chunks.push(event.data);
    recorder.start();
    recording.durationTimer = window.setTimeout(onMaxDuration, MAX_DURATION_MS);
    return recording;
  }

  /** Returns how loud it is now, 0…1. */
  level(): number {
    const wave = new Uint8Array(this.analyser.fftSize);
    this.analyser.getByteTimeDomainData(wave);
    const power = wave.reduce((sum, value) => sum + ((value - 128) / 128) ** 2, 0) / wave.length;
    return Math.min(1, Math.sqrt(power) * 4);
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  /** Stops and returns what was recorded; null when it was too short to be anything. */
  async stop(): Promise<Blob | null> {
    const recorded = new Promise<Blob>((resolve) => {
      this.recorder.onstop = () => resolve(new Blob(this.chunks, { type: this.recorder.mimeType }));
    });
    if (this.recorder.state !== "inactive") this.recorder.stop();
    const blob = await recorded;
    this.release();
    return this.seconds * 1000 < MIN_DURATION_MS || !blob.size ? null : blob;
  }

  /** Stops and forgets what was recorded. */
  cancel(): void {
    this.recorder.onstop = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    this.release();
  }

  /** Switches the microphone off: else the browser goes on showing that it listens. */
  private release(): void {
    clearTimeout(this.durationTimer);
    for (const track of this.stream.getTracks()) track.stop();
    void this.audioContext.close();
  }
}

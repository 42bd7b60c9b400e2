// The microphone, while somebody speaks: one recording, its loudness, and nothing left switched on afterwards.

export const SHORTEST_MS = 400;
export const LONGEST_MS = 120_000;

// Chrome and Firefox record Opus in WebM, Firefox also in Ogg, Safari before 18.4 only MP4.
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];

export function kind(known: (type: string) => boolean): string {
  return KINDS.find(known) ?? "";
}

export class Recording {
  private readonly chunks: Blob[] = [];
  private readonly since = Date.now();
  private timer = 0;

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly sound: AudioContext,
    private readonly meter: AnalyserNode,
  ) {}

  /** Asks for the microphone. Raises what the browser does: NotAllowedError, NotFoundError… */
  static async start(onLongest: () => void): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
    const type = kind((one) => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const sound = new AudioContext();
    const meter = sound.createAnalyser();
    meter.fftSize = 512;
    sound.createMediaStreamSource(stream).connect(meter);
    const own = new Recording(stream, recorder, sound, meter);
    recorder.ondataavailable = (event) => own.chunks.push(event.data);
    recorder.start();
    own.timer = window.setTimeout(onLongest, LONGEST_MS);
    return own;
  }

  /** Loudness now, 0…1. */
  level(): number {
    const wave = new Uint8Array(this.meter.fftSize);
    this.meter.getByteTimeDomainData(wave);
    const power = wave.reduce((sum, value) => sum + ((value - 128) / 128) ** 2, 0) / wave.length;
    return Math.min(1, Math.sqrt(power) * 4);
  }

  get seconds(): number {
    return (Date.now() - this.since) / 1000;
  }

  /** What was said; null when it was too short to be anything. */
  async stop(): Promise<Blob | null> {
    const whole = new Promise<Blob>((done) => {
      this.recorder.onstop = () => done(new Blob(this.chunks, { type: this.recorder.mimeType }));
    });
    if (this.recorder.state !== "inactive") this.recorder.stop();
    const sound = await whole;
    this.release();
    return this.seconds * 1000 < SHORTEST_MS || !sound.size ? null : sound;
  }

  cancel(): void {
    this.recorder.onstop = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    this.release();
  }

  private release(): void {
    clearTimeout(this.timer);
    // Else the browser goes on showing that it listens.
    for (const track of this.stream.getTracks()) track.stop();
    void this.sound.close();
  }
}

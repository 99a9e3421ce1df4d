/** What one question after the bridge's clock told. All in milliseconds. */
export interface ClockReading {
  readonly asked: number;
  readonly answered: number;
  readonly bridge: number;
}

/** Bridge's clock minus this page's; the quickest answer is the truest. */
export function clockOffset(readings: readonly ClockReading[]): number {
  const [quickest] = [...readings].sort((a, b) => a.answered - a.asked - (b.answered - b.asked));
  if (!quickest) throw new RangeError('the clock was never read');
  return quickest.bridge - (quickest.asked + quickest.answered) / 2;
}

export const CLICKS = 16;
/** Seconds. */
const SPACING = 0.6;
const LEAD_IN = 1;
const LENGTH = 0.06;
const PITCH = 440;

/** What the sound card says of its own time: this instant of `contextTime` (s) is heard at `performanceTime` (ms). */
interface OutputTime {
  readonly contextTime: number;
  readonly performanceTime: number;
}

/** When clicks that begin at `first` (s of the sound card) are heard, in milliseconds of the page. */
export function heardAt(first: number, { contextTime, performanceTime }: OutputTime): number[] {
  return Array.from(
    { length: CLICKS },
    (_, index) => performanceTime + (first + index * SPACING - contextTime) * 1000,
  );
}

function outputTime(audio: AudioContext): OutputTime {
  const { contextTime = 0, performanceTime = 0 } = audio.getOutputTimestamp();
  if (contextTime > 0) return { contextTime, performanceTime };
  return { contextTime: audio.currentTime - (audio.outputLatency || 0), performanceTime: performance.now() };
}

function schedule(audio: AudioContext, at: number): void {
  const tone = new OscillatorNode(audio, { frequency: PITCH });
  const loudness = new GainNode(audio, { gain: 0 });
  tone.connect(loudness).connect(audio.destination);
  loudness.gain.setValueAtTime(0.9, at);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  tone.start(at);
  tone.stop(at + LENGTH);
}

/** Plays the clicks on this computer; tells when each one was heard, by the page's clock. */
export async function playClicks(): Promise<readonly number[]> {
  const audio = new AudioContext({ latencyHint: 'interactive' });
  try {
    await audio.resume();
    const first = audio.currentTime + LEAD_IN;
    for (let index = 0; index < CLICKS; index++) schedule(audio, first + index * SPACING);
    await new Promise((resolve) => setTimeout(resolve, (LEAD_IN + CLICKS * SPACING + 0.5) * 1000));
    return heardAt(first, outputTime(audio));
  } finally {
    await audio.close();
  }
}

const HIGH_PASS_HZ = 28; // below the low B of a bass; takes DC and footfall away
const LARGEST_SAMPLE = 4; // +12 dBFS: louder floats are a fault of the source

/**
 * Makes any input safe to work with: NaN and infinities repeat the sample before them (a gap would click like a pluck),
 * floats beyond +12 dBFS are cut, and a one-pole high-pass takes offsets away. Without it, one NaN would stay in every
 * recursive filter for ever.
 */
export class Conditioner {
  private readonly pole: number;
  private lastInput = 0;
  private lastOutput = 0;

  constructor(sampleRate: number) {
    this.pole = Math.exp((-2 * Math.PI * HIGH_PASS_HZ) / sampleRate);
  }

  /** Works in place. */
  process(samples: Float64Array): void {
    let lastInput = this.lastInput;
    let lastOutput = this.lastOutput;
    for (let i = 0; i < samples.length; i++) {
      const x = usable(samples[i] as number, lastInput);
      lastOutput = x - lastInput + this.pole * lastOutput;
      lastInput = x;
      samples[i] = lastOutput;
    }
    this.lastInput = lastInput;
    this.lastOutput = Math.abs(lastOutput) < 1e-30 ? 0 : lastOutput; // denormal numbers are slow
  }
}

function usable(sample: number, before: number): number {
  if (!Number.isFinite(sample)) return before;
  return Math.max(-LARGEST_SAMPLE, Math.min(LARGEST_SAMPLE, sample));
}

import type { Milliseconds, NoteNumber } from '../music/units.js';

/** A minute at 40 readings a second; longer notes are remembered more coarsely. */
const MOST_SAMPLES = 2048;
/** The first pitch is always believed a little: there may be no other. */
const LEAST_WEIGHT = 1e-6;

interface Sample {
  readonly time: Milliseconds;
  readonly pitch: NoteNumber;
  /** How much the pitch is believed; 0 where none was heard. */
  readonly weight: number;
}

/** The pitch of one note over time: every reading holds until the next one. */
export class PitchTrace {
  private samples: Sample[];

  constructor(start: Milliseconds, pitch: NoteNumber, confidence: number) {
    this.samples = [{ time: start, pitch, weight: Math.max(confidence, LEAST_WEIGHT) }];
  }

  /** `null` where no pitch is heard. Readings from before the last one are too late to matter. */
  add(time: Milliseconds, pitch: NoteNumber | null, clarity: number): void {
    const last = this.samples.at(-1);
    if (last && time < last.time) return;
    const sample = { time, pitch: pitch ?? last?.pitch ?? 0, weight: pitch === null ? 0 : clarity };
    if (last?.time === time) this.samples.pop();
    this.samples.push(sample);
    if (this.samples.length > MOST_SAMPLES) this.samples = this.samples.filter((_, at) => at % 2 === 0);
  }

  /** Weighted median from `from` to `to`; of the whole trace when nothing was heard there. */
  median(from: Milliseconds, to: Milliseconds): NoteNumber {
    return this.quantiles(from, to, [0.5])[0] ?? this.samples[0]?.pitch ?? 0;
  }

  /** Weighted quantiles, of time and clarity. */
  quantiles(from: Milliseconds, to: Milliseconds, shares: readonly number[]): NoteNumber[] {
    if (this.samples.length === 1) return shares.map(() => this.samples[0]?.pitch ?? 0);
    const pieces = this.pieces(from, to);
    const known =
      pieces.length > 0 ? pieces : this.pieces(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    if (known.length === 0) return shares.map(() => this.samples[0]?.pitch ?? 0);
    known.sort((a, b) => a.pitch - b.pitch);
    const total = known.reduce((sum, { weight }) => sum + weight, 0);
    return shares.map((share) => valueAt(known, share * total));
  }

  /** The trace at regular instants, without the places where nothing was heard. */
  resample(
    from: Milliseconds,
    to: Milliseconds,
    step: Milliseconds,
  ): { time: Milliseconds; pitch: NoteNumber }[] {
    const regular: { time: Milliseconds; pitch: NoteNumber }[] = [];
    let at = 0;
    for (let time = from; time < to; time += step) {
      while ((this.samples[at + 1]?.time ?? Number.POSITIVE_INFINITY) <= time) at += 1;
      const sample = this.samples[at];
      if (sample && sample.weight > 0) regular.push({ time, pitch: sample.pitch });
    }
    return regular;
  }

  /** Each sample with the time it held, within bounds; the last one holds for a moment where there is no end. */
  private pieces(from: Milliseconds, to: Milliseconds): { pitch: NoteNumber; weight: number }[] {
    const pieces: { pitch: NoteNumber; weight: number }[] = [];
    this.samples.forEach(({ time, pitch, weight }, at) => {
      const end = this.samples[at + 1]?.time ?? (Number.isFinite(to) ? to : time + 1);
      const held = Math.min(end, to) - Math.max(time, from);
      if (held > 0 && weight > 0) pieces.push({ pitch, weight: weight * held });
    });
    return pieces;
  }
}

function valueAt(sorted: readonly { pitch: NoteNumber; weight: number }[], sum: number): NoteNumber {
  let passed = 0;
  for (const { pitch, weight } of sorted) {
    passed += weight;
    if (passed >= sum) return pitch;
  }
  return sorted.at(-1)?.pitch ?? 0;
}

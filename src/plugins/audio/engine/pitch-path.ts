const LEAP_SEMITONES = 0.55;
const SETTLED_SEMITONES = 0.3;
const LEAP_MEMORY_SECONDS = 0.1; // a slide takes several frets, one leap each
const HISTORY = 32;

/** A note number, the length of signal it rests on, and its end, both in samples. */
interface HeardPitch {
  readonly quickPitch: number;
  readonly quickSpan: number;
  readonly end: number;
}

/**
 * Tells leaps from glides. A finger that comes down on another fret changes the pitch at once, as far as the ear of the
 * bank can tell (its span); a bend or a vibrato moves on through all pitches in between.
 */
export class PitchPath {
  /** Since when the pitch has stayed where it is, in samples. */
  settledSince = 0;
  /** When the first of the last leaps began. */
  leaptAt = Number.NEGATIVE_INFINITY;

  private settledPitch = 0;
  private lastLeap = Number.NEGATIVE_INFINITY;
  private readonly pitches = new Float64Array(HISTORY);
  private readonly times = new Float64Array(HISTORY);
  private count = 0;

  restart(pitch: number, now: number): void {
    this.settledPitch = pitch;
    this.settledSince = now;
    this.leaptAt = Number.NEGATIVE_INFINITY;
    this.lastLeap = Number.NEGATIVE_INFINITY;
    this.count = 0;
  }

  hear(hop: HeardPitch): void {
    const { quickPitch: pitch, end: now } = hop;
    if (Math.abs(pitch - this.settledPitch) > SETTLED_SEMITONES) {
      this.settledPitch = pitch;
      this.settledSince = now;
    } else this.settledPitch += 0.2 * (pitch - this.settledPitch);
    const before = this.slotBefore(hop);
    if (before >= 0 && Math.abs(pitch - (this.pitches[before] as number)) >= LEAP_SEMITONES) this.leap(hop);
    this.pitches[this.count % HISTORY] = pitch;
    this.times[this.count % HISTORY] = now;
    this.count++;
  }

  /** Whether the pitch came here without a leap. */
  isGliding(now: number, sampleRate: number): boolean {
    return now - this.lastLeap > LEAP_MEMORY_SECONDS * sampleRate;
  }

  private leap({ end: now, quickSpan: span }: HeardPitch): void {
    if (now - this.lastLeap > 2 * span) this.leaptAt = now - span;
    this.lastLeap = now;
  }

  /** Of the newest pitch that shares no signal with this one, the oldest one if all do; -1 without any. */
  private slotBefore({ end, quickSpan }: HeardPitch): number {
    let slot = -1;
    for (let ago = 1; ago <= Math.min(this.count, HISTORY); ago++) {
      slot = (this.count - ago) % HISTORY;
      if ((this.times[slot] as number) <= end - 1.5 * quickSpan) break;
    }
    return slot;
  }
}

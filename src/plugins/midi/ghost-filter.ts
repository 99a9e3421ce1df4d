import type { Milliseconds, NoteNumber } from '../../core/plugin/index.js';

/** A pick's noise is often taken for the octave and fifth of the string beside it, right after it was played. */
const HARMONIC: NoteNumber = 19;
const HARMONIC_WITHIN: Milliseconds = 25;

export interface PluckedNote {
  readonly note: NoteNumber;
  readonly velocity: number;
  readonly string: number | null;
  readonly time: Milliseconds;
}

/** Notes nobody played, by the reason they were found out. */
export interface GhostCounts {
  soft: number;
  harmonic: number;
  short: number;
  off_the_neck: number;
}

/** Tells played notes from the noises that a pickup takes for notes. */
export class GhostFilter {
  readonly counts: GhostCounts = { soft: 0, harmonic: 0, short: 0, off_the_neck: 0 };

  constructor(
    private readonly minVelocity: number,
    private readonly minDuration: Milliseconds,
  ) {}

  /** True for notes to leave out. */
  rejects(plucked: PluckedNote, sounding: readonly PluckedNote[]): boolean {
    if (plucked.velocity < this.minVelocity) return this.count('soft');
    if (sounding.some((other) => isHarmonicOf(plucked, other))) return this.count('harmonic');
    return false;
  }

  /** Too short to have been played: it was told already, but is none to count. */
  ended(duration: Milliseconds): void {
    if (duration < this.minDuration) this.count('short');
  }

  offTheNeck(): void {
    this.count('off_the_neck');
  }

  private count(reason: keyof GhostCounts): true {
    this.counts[reason] += 1;
    return true;
  }
}

function isHarmonicOf(plucked: PluckedNote, other: PluckedNote): boolean {
  if (plucked.note - other.note !== HARMONIC || plucked.time - other.time > HARMONIC_WITHIN) return false;
  if (plucked.string === null || other.string === null) return plucked.velocity < other.velocity;
  return Math.abs(plucked.string - other.string) === 1;
}

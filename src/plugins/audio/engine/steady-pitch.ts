import type { HeardHop } from './heard-hop.js';

const AGREEMENT_SEMITONES = 0.35;
const LEAST_CLARITY = 0.72;
const DRIFT_SEMITONES = 0.1; // from one hop to the next
const CLEAR = 0.95;
const BETWEEN_SEMITONES = 0.3;

/** Whether two note numbers are one pitch, a little out of tune. */
export function isSamePitch(pitch: number, other: number): boolean {
  return Math.abs(pitch - other) < AGREEMENT_SEMITONES;
}

/** How long the pitch has agreed with itself, to a third of a semitone. */
export class SteadyPitch {
  /** Hops in a row. */
  hops = 0;
  private last = 0;
  private drift = 0; // semitones since the hop before

  hear({ quickPitch, isNew, clarity, looks }: HeardHop): void {
    const isSame = isSamePitch(quickPitch, this.last);
    if (!isNew || clarity < LEAST_CLARITY) this.hops = 0;
    else if (this.hops === 0) this.hops = looks;
    else this.hops = isSame ? this.hops + 1 : 1;
    this.drift = Math.abs(quickPitch - this.last);
    this.last = quickPitch;
  }

  /** A string that was struck hard begins sharp, and stands still later. */
  get isMoving(): boolean {
    return this.drift > DRIFT_SEMITONES;
  }
}

/** Whether a pitch names one fret: it is not between two, and its newest period is on the same. */
export function namesOneFret({ clarity, pitch, quickPitch }: HeardHop): boolean {
  const isBetween = clarity < CLEAR && Math.abs(pitch - Math.round(pitch)) > BETWEEN_SEMITONES;
  return !isBetween && Math.round(pitch) === Math.round(quickPitch);
}

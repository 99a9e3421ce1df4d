import type { PeriodPeaks } from './period-peaks.js';
import type { RecentSamples } from './recent-samples.js';

const MOST_PARTIALS = 24;
const HIGHEST_PARTIAL_HZ = 2000;
const LARGEST_MULTIPLE = 8;
const PEAK_CENTS = 150; // a shorter period shows as a peak at least,
const LEAST_PEAK = 0.45; // though blurred by another note or a stray partial
const FOREIGN_SHARE = 0.02;
const DOUBTFUL_SHARE = 0.25;
// of the energy that the shorter period explains
/** Two notes at once, such as a string that rings along, repeat together as well; then all other partials are silent. */
const CLEAN = 0.985; // so periodic that weak partials are no noise,
const CLEAN_FOREIGN_SHARE = 0.001; // though the decay of a string smears as much
const LEAST_OTHER_SHARE = 0.08;
const OTHER_SHARE = 0.3; // what rings along is weaker than what was plucked
const REST_SHARE = 0.006;
const OLDEST_SHARE = 0.75;
const OLD_NOTE_TOLERANCE = 0.04; // of the frequency: more than half a semitone is another partial

/** A sound that repeats itself after `period` seconds, with a clarity up to 1. */
export interface Repetition {
  period: number;
  clarity: number;
}

/**
 * Tells a low string from a sound that only repeats as slowly as one. A period that is k times another is the string's
 * own only if partials sound in between those of the shorter one. Partials of notes
 * before, which may still ring, do not count: an old and a new note together repeat after a common multiple of both.
 */
export class PartialProbe {
  /** Whether the last answer could be a multiple after all. */
  isDoubtful = false;

  private readonly recent: RecentSamples;
  private readonly peaks: PeriodPeaks;
  private readonly energies = new Float64Array(MOST_PARTIALS + 1);
  private period = Number.NaN; // the one in question
  private readonly fraction = { period: Number.NaN };
  // Answers of methods are left in fields: fractions that are returned may be boxed.
  private between = Number.NaN; // energy of the partials in between, as a share of the others
  private sum = Number.NaN;
  private readonly isOld = new Uint8Array(MOST_PARTIALS + 1);

  constructor(recent: RecentSamples, peaks: PeriodPeaks) {
    this.recent = recent;
    this.peaks = peaks;
  }

  /**
   * Replaces the period of a sound by the string's own: itself or a whole fraction of it. Needs two periods of signal.
   * `oldPeriods`: of notes that may ring on, 0 for none.
   */
  reduce(sound: Repetition, oldPeriods: Float64Array): void {
    let isMeasured = false;
    this.isDoubtful = false;
    this.period = sound.period;
    for (let multiple = LARGEST_MULTIPLE; multiple >= 2; multiple--) {
      if (!this.isPlausible(multiple)) continue;
      if (!isMeasured) this.measure(oldPeriods);
      isMeasured = true;
      this.weigh(multiple);
      const foreign = sound.clarity > CLEAN ? CLEAN_FOREIGN_SHARE : FOREIGN_SHARE;
      if (this.between < foreign || this.between === 0) {
        sound.period = this.period / multiple;
        return;
      }
      if (this.between < DOUBTFUL_SHARE) this.isDoubtful = true;
    }
  }

  private isPlausible(multiple: number): boolean {
    this.fraction.period = this.period / multiple;
    const peak = this.peaks.nearest(this.fraction, PEAK_CENTS);
    return peak >= 0 && (this.peaks.heights[peak] as number) >= LEAST_PEAK;
  }

  private measure(oldPeriods: Float64Array): void {
    const window = Math.min(Math.round(2 * this.period * this.recent.sampleRate), this.recent.samples.length);
    for (let partial = 1; partial <= MOST_PARTIALS; partial++) {
      this.measurePartial(partial, window);
      this.isOld[partial] = this.isPartialOfAny(partial, oldPeriods) ? 1 : 0;
    }
  }

  /** Sets `between`: 0 if the partials in between are those of one other note. */
  private weigh(multiple: number): void {
    this.addEnergies(multiple, 0);
    const own = this.sum;
    this.addEnergies(1, multiple);
    const between = this.sum;
    this.between = own > 0 ? between / own : 1;
    for (let other = 2; other <= 2 * multiple && own > 0; other++) {
      if (greatestCommonDivisor(other, multiple) > 1) continue;
      this.addEnergies(other, multiple);
      const isOneOther = this.sum > LEAST_OTHER_SHARE * own && this.sum < OTHER_SHARE * own;
      if (isOneOther && between - this.sum < REST_SHARE * own) this.between = 0;
    }
  }

  /** Of every `step`th partial that is not a multiple of `except`. */
  private addEnergies(step: number, except: number): void {
    let sum = 0;
    for (let partial = step; partial <= MOST_PARTIALS; partial += step) {
      if (except > 0 && (partial % except === 0 || this.isOld[partial] === 1)) continue;
      sum += this.energies[partial] as number;
    }
    this.sum = sum;
  }

  /** Goertzel's recursion under a Hann window: over two periods, neighbouring partials fall on its zeros. */
  private measurePartial(partial: number, window: number): void {
    const hertz = partial / this.period;
    this.energies[partial] = 0;
    if (hertz > HIGHEST_PARTIAL_HZ) return;
    const x = this.recent.samples;
    const start = x.length - window;
    const turn = 2 * Math.cos((2 * Math.PI * hertz) / this.recent.sampleRate);
    const windowTurn = 2 * Math.cos((2 * Math.PI) / window);
    let hann = 1; // the cosine of the window, by recursion as well
    let hannBefore = windowTurn / 2;
    let s1 = 0;
    let s2 = 0;
    for (let i = 0; i < window; i++) {
      const s0 = (1 - hann) * (x[start + i] as number) + turn * s1 - s2;
      s2 = s1;
      s1 = s0;
      const next = windowTurn * hann - hannBefore;
      hannBefore = hann;
      hann = next;
    }
    this.energies[partial] = s1 * s1 + s2 * s2 - turn * s1 * s2;
  }

  /** Old notes as low as the period in question, or lower, would explain all of its partials: they say nothing. */
  private isPartialOfAny(partial: number, oldPeriods: Float64Array): boolean {
    for (let i = 0; i < oldPeriods.length; i++) {
      if ((oldPeriods[i] as number) > OLDEST_SHARE * this.period) continue;
      const order = (partial / this.period) * (oldPeriods[i] as number);
      const nearest = Math.round(order);
      if (nearest >= 1 && Math.abs(order - nearest) < OLD_NOTE_TOLERANCE * Math.min(3, nearest)) return true;
    }
    return false;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

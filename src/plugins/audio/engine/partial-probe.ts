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
const CLEAN = 0.985; // so periodic that weak partials are no noise
const LEAST_OTHER_SHARE = 0.08;
const OTHER_SHARE = 0.5;
const REST_SHARE = 0.006;
const OLDEST_SHARE = 0.75;
const OLD_NOTE_TOLERANCE = 0.04; // of the frequency: more than half a semitone is another partial

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
  private period = 0; // the one in question
  private readonly isOld = new Uint8Array(MOST_PARTIALS + 1);

  constructor(recent: RecentSamples, peaks: PeriodPeaks) {
    this.recent = recent;
    this.peaks = peaks;
  }

  /**
   * The string's own period: `period` itself or a whole fraction of it. Needs two periods of signal.
   * `oldPeriods`: of notes that may ring on, 0 for none.
   */
  ownPeriod(period: number, clarity: number, oldPeriods: Float64Array): number {
    let isMeasured = false;
    this.isDoubtful = false;
    for (let multiple = LARGEST_MULTIPLE; multiple >= 2; multiple--) {
      if (!this.isPlausible(period / multiple)) continue;
      if (!isMeasured) this.measure(period, oldPeriods);
      isMeasured = true;
      const share = this.shareBetween(multiple);
      if (share < (clarity > CLEAN ? 0 : FOREIGN_SHARE) || share === 0) return period / multiple;
      if (share < DOUBTFUL_SHARE) this.isDoubtful = true;
    }
    return period;
  }

  private isPlausible(period: number): boolean {
    const peak = this.peaks.nearest(period, PEAK_CENTS);
    return peak >= 0 && (this.peaks.heights[peak] as number) >= LEAST_PEAK;
  }

  private measure(period: number, oldPeriods: Float64Array): void {
    const window = Math.min(Math.round(2 * period * this.recent.sampleRate), this.recent.samples.length);
    this.period = period;
    for (let partial = 1; partial <= MOST_PARTIALS; partial++) {
      this.measurePartial(partial, window);
      this.isOld[partial] = this.isPartialOfAny(partial, oldPeriods) ? 1 : 0;
    }
  }

  /** Energy of the partials in between, as a share of the others; 0 if they are the partials of one other note. */
  private shareBetween(multiple: number): number {
    const own = this.energyOf(multiple, 0);
    if (own === 0) return 1;
    const between = this.energyOf(1, multiple);
    for (let other = 2; other <= 2 * multiple; other++) {
      if (greatestCommonDivisor(other, multiple) > 1) continue;
      const others = this.energyOf(other, multiple);
      if (
        others > LEAST_OTHER_SHARE * own &&
        others < OTHER_SHARE * own &&
        between - others < REST_SHARE * own
      )
        return 0;
    }
    return between / own;
  }

  /** Energy of every `step`th partial that is not a multiple of `except`. */
  private energyOf(step: number, except: number): number {
    let sum = 0;
    for (let partial = step; partial <= MOST_PARTIALS; partial += step) {
      if (except > 0 && (partial % except === 0 || this.isOld[partial] === 1)) continue;
      sum += this.energies[partial] as number;
    }
    return sum;
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

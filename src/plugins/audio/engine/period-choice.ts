import { agree } from './agreement.js';
import type { PeriodPeaks } from './period-peaks.js';

/** Of equally good periods the shortest is the string's own (McLeod & Wyvill 2005, key maximum). */
const KEY_MAXIMUM = 0.93;
/** In a clean sound, what does not repeat counts: weak odd partials make half a period nearly as good, but not quite. */
const CLEAN_REST = 0.02;
const RESTS = 3;
/** Twice a string's own period repeats worse than the period itself, or as well; much better only if it is the string's own. */
const HALF_RESTS = 8;
const HALF_REST = 0.001;
const WHOLE_REST = 0.0015;
const LEAST_HALF_SECONDS = 0.0045; // shorter ones fall between two lags of the bank
const SAME_CENTS = 60;

/** How much of the signal belongs to the new note. */
interface Begun {
  /** Seconds. */
  readonly sinceOnset: number;
}

/** Chooses the string's own period among the peaks, of which its multiples repeat as well, and its half nearly so. */
export class PeriodChoice {
  private readonly peaks: PeriodPeaks;
  private readonly oldPeriods: Float64Array;
  private readonly whole = { period: Number.NaN };
  private readonly old = { period: Number.NaN };

  /** `oldPeriods`: of notes that may ring on, 0 for none; seconds. */
  constructor(peaks: PeriodPeaks, oldPeriods: Float64Array) {
    this.peaks = peaks;
    this.oldPeriods = oldPeriods;
  }

  /** The shortest period that is nearly as good as the best, among those that rest on the new note alone; -1 for none. */
  pick(begun: Begun): number {
    const { count, heights, spans } = this.peaks;
    let most = 0;
    for (let i = 0; i < count; i++) {
      if ((spans[i] as number) <= begun.sinceOnset) most = Math.max(most, heights[i] as number);
    }
    const least = Math.max(KEY_MAXIMUM * most, 1 - CLEAN_REST - RESTS * (1 - most));
    for (let i = 0; i < count; i++) {
      if ((heights[i] as number) < least || (spans[i] as number) > begun.sinceOnset) continue;
      if (!this.isHalf(i, begun)) return i;
    }
    return -1;
  }

  /** Whether twice the period repeats so much better that the string's odd partials are only weak, not silent. */
  isHalf(peak: number, { sinceOnset }: Begun): boolean {
    const { periods, heights, spans } = this.peaks;
    if ((periods[peak] as number) < LEAST_HALF_SECONDS) return false;
    this.whole.period = 2 * (periods[peak] as number);
    const whole = this.peaks.nearest(this.whole, SAME_CENTS);
    if (whole < 0 || (spans[whole] as number) > sinceOnset) return false;
    const rest = 1 - (heights[peak] as number);
    const wholeRest = 1 - (heights[whole] as number);
    return wholeRest < WHOLE_REST && rest > HALF_REST + HALF_RESTS * wholeRest && !this.isWholeOld();
  }

  /** Whether an old note repeats with the whole period, though not with half of it. */
  private isWholeOld(): boolean {
    for (let i = 0; i < this.oldPeriods.length; i++) {
      const times = Math.round(this.whole.period / (this.oldPeriods[i] as number));
      this.old.period = times * (this.oldPeriods[i] as number);
      if (times % 2 === 1 && agree(this.old, this.whole)) return true;
    }
    return false;
  }
}

import type { PeriodPeaks } from './period-peaks.js';

/** Of equally good periods the shortest is the string's own (McLeod & Wyvill 2005, key maximum). */
const KEY_MAXIMUM = 0.93;
const KEEP = 0.9; // a pitch stays while its peak is nearly the best
const SAME_CENTS = 60;
const ESCAPE = 0.955;
const ESCAPE_HOPS = 4;
const JUMP_HOPS = 3;
const AGREEMENT_CENTS = 35;
const OPEN_CLARITY_EARLY = 0.93;
const OPEN_CLARITY_LATE = 0.86;
const EARLY_PERIODS = 4;
const LEAST_PERIODS = 2;
const SURE_CLARITY = 0.985;
const SURE_RUN = 2;
const OPEN_RUN = 3;
const HOLD_CLARITY = 0.72;
const OLD_NOTE_CLARITY = 0.86;

/** Follows one period through the peaks: opens it after an onset, holds it, lets it go. */
export class PeriodTracker {
  /** Seconds; 0 while nothing is held. */
  period = 0;
  clarity = 0;
  /** Whether `period` was found after the last onset. */
  isNew = false;

  readonly #peaks: PeriodPeaks;
  #candidate = 0;
  #run = 0;
  #jumpPeriod = 0;
  #jumpRun = 0;
  #escapeRun = 0;

  constructor(peaks: PeriodPeaks) {
    this.#peaks = peaks;
  }

  /** An onset: what was held is old from now on. */
  restart(): void {
    this.isNew = false;
    this.#run = 0;
    this.#candidate = 0;
  }

  release(): void {
    this.period = 0;
    this.#run = 0;
  }

  /** `sinceOnset` in seconds. `mayOpen`: a note may begin now. */
  update(sinceOnset: number, mayOpen: boolean): void {
    const best = this.#pick(sinceOnset);
    this.clarity = best < 0 ? 0 : (this.#peaks.heights[best] as number);
    if (this.isNew && this.period > 0) this.#hold(best);
    else {
      if (this.period > 0) this.#holdOld();
      if (mayOpen && best >= 0) this.#open(best, sinceOnset);
    }
  }

  /** The shortest period that is nearly as good as the best, among those that rest on the new note alone. */
  #pick(sinceOnset: number): number {
    const { count, heights, spans } = this.#peaks;
    let most = 0;
    for (let i = 0; i < count; i++) {
      if ((spans[i] as number) <= sinceOnset) most = Math.max(most, heights[i] as number);
    }
    for (let i = 0; i < count; i++) {
      if ((heights[i] as number) >= KEY_MAXIMUM * most && (spans[i] as number) <= sinceOnset) return i;
    }
    return -1;
  }

  #hold(best: number): void {
    const peaks = this.#peaks;
    const kept = peaks.nearest(this.period, SAME_CENTS);
    const keptHeight = kept < 0 ? 0 : (peaks.heights[kept] as number);
    const bestHeight = best < 0 ? 0 : (peaks.heights[best] as number);
    if (kept >= 0 && kept !== best && best >= 0) this.#considerEscape(best, bestHeight);
    if (this.period === peaks.periods[best]) return;
    if (kept >= 0 && keptHeight >= HOLD_CLARITY && (keptHeight >= KEEP * bestHeight || best === kept)) {
      this.period = peaks.periods[kept] as number;
      this.clarity = keptHeight;
      this.#jumpRun = 0;
      return;
    }
    this.#considerJump(best, bestHeight, keptHeight, kept);
  }

  /** A shorter period that is about as good, again and again: the longer one was a multiple of it. */
  #considerEscape(best: number, bestHeight: number): void {
    const isShorter = (this.#peaks.periods[best] as number) < this.period;
    this.#escapeRun = isShorter && bestHeight >= ESCAPE ? this.#escapeRun + 1 : 0;
    if (this.#escapeRun < ESCAPE_HOPS) return;
    this.period = this.#peaks.periods[best] as number;
    this.#escapeRun = 0;
  }

  #considerJump(best: number, bestHeight: number, keptHeight: number, kept: number): void {
    const period = best < 0 ? 0 : (this.#peaks.periods[best] as number);
    const isClear = bestHeight >= OPEN_CLARITY_LATE;
    this.#jumpRun = isClear ? (agree(period, this.#jumpPeriod) ? this.#jumpRun + 1 : 1) : 0;
    this.#jumpPeriod = period;
    if (this.#jumpRun >= JUMP_HOPS) {
      this.period = period;
      this.clarity = bestHeight;
      this.#jumpRun = 0;
    } else if (keptHeight >= HOLD_CLARITY) {
      this.period = this.#peaks.periods[kept] as number;
      this.clarity = keptHeight;
    } else {
      this.clarity = Math.max(bestHeight, keptHeight);
      this.#loseGrip();
    }
  }

  #loseGrip(): void {
    this.release();
    this.isNew = false;
  }

  #holdOld(): void {
    const kept = this.#peaks.nearest(this.period, SAME_CENTS);
    if (kept >= 0 && (this.#peaks.heights[kept] as number) >= OLD_NOTE_CLARITY) {
      this.period = this.#peaks.periods[kept] as number;
      this.clarity = this.#peaks.heights[kept] as number;
    } else this.period = 0;
  }

  #open(best: number, sinceOnset: number): void {
    const period = this.#peaks.periods[best] as number;
    const height = this.#peaks.heights[best] as number;
    const least = sinceOnset < EARLY_PERIODS * period ? OPEN_CLARITY_EARLY : OPEN_CLARITY_LATE;
    if (height < least || sinceOnset < LEAST_PERIODS * period) {
      this.#run = 0;
      return;
    }
    this.#run = agree(period, this.#candidate) ? this.#run + 1 : 1;
    this.#candidate = period;
    if (this.#run < (height >= SURE_CLARITY ? SURE_RUN : OPEN_RUN)) return;
    this.period = period;
    this.clarity = height;
    this.isNew = true;
    this.#jumpRun = 0;
    this.#escapeRun = 0;
  }
}

const AGREEMENT_RATIO = 2 ** (AGREEMENT_CENTS / 1200);

function agree(period: number, other: number): boolean {
  return period < other * AGREEMENT_RATIO && other < period * AGREEMENT_RATIO;
}

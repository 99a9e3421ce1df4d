import { DEVIATION_CAP } from './constants.js';
import type { LengthSet } from './length-sets.js';
import { sortShort } from './median.js';

/** Rounding may move a boundary by this much. */
const ROUNDING = 1e-9;

/** Natural logarithms of intervals in ascending order. */
export class SortedLogs {
  readonly values: Float64Array;
  readonly size: number;

  constructor(intervalsMs: readonly number[]) {
    this.size = intervalsMs.length;
    this.values = new Float64Array(this.size);
    for (let at = 0; at < this.size; at += 1) this.values[at] = Math.log(intervalsMs[at] ?? 1);
    sortShort(this.values);
  }

  /** Whether the values spread far enough for every class to have a member, whichever value is length 1. */
  mayHold(set: LengthSet): boolean {
    const range = (this.values[this.size - 1] ?? 0) - (this.values[0] ?? 0) + ROUNDING;
    return this.size >= set.logs.length && set.farthestBoundary <= range;
  }

  /** Median of the values from `from` to `to` (excluded). */
  medianOf(from: number, to: number): number {
    const half = (from + to) >> 1;
    const upper = this.values[half] ?? 0;
    return (to - from) % 2 ? upper : ((this.values[half - 1] ?? 0) + upper) / 2;
  }

  /** Sum of capped distances from a centre. */
  deviationFrom(centre: number, from: number, to: number): number {
    let sum = 0;
    for (let at = from; at < to; at += 1) {
      sum += Math.min(Math.abs((this.values[at] ?? 0) - centre), DEVIATION_CAP);
    }
    return sum;
  }

  /**
   * No centre gives the values from `from` to `to` (excluded) a smaller sum of capped distances than this: of two
   * values, either the centre lies between them and both distances add up, or one of them is capped.
   */
  leastDeviation(from: number, to: number): number {
    let sum = 0;
    for (let low = from, high = to - 1; low < high; low += 1, high -= 1) {
      sum += Math.min((this.values[high] ?? 0) - (this.values[low] ?? 0), DEVIATION_CAP);
    }
    return sum;
  }
}

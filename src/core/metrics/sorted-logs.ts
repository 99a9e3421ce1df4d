import { DEVIATION_CAP } from './constants.js';
import type { LengthSet } from './length-sets.js';

/** Rounding may move a boundary by this much. */
const ROUNDING = 1e-9;

/** Natural logarithms of intervals in ascending order, with sums at hand. */
export class SortedLogs {
  readonly values: Float64Array;
  readonly size: number;
  /** As many places, for whoever needs them next. */
  readonly scratch: Float64Array;
  private readonly sums: Float64Array;

  constructor(intervalsMs: readonly number[]) {
    this.size = intervalsMs.length;
    this.values = Float64Array.from(intervalsMs, Math.log).sort();
    this.scratch = new Float64Array(this.size);
    this.sums = new Float64Array(this.size + 1);
    for (let at = 0; at < this.size; at += 1)
      this.sums[at + 1] = (this.sums[at] ?? 0) + (this.values[at] ?? 0);
  }

  /** Whether the values spread far enough for every class to have a member, whichever value is length 1. */
  mayHold(set: LengthSet): boolean {
    const range = (this.values[this.size - 1] ?? 0) - (this.values[0] ?? 0) + ROUNDING;
    return this.size >= set.logs.length && set.farthestMiddle <= range;
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
   * No centre gives the values from `from` to `to` (excluded) a smaller sum of capped distances than this. The median
   * gives the smallest sum without a cap, and the cap changes nothing while the values lie within it of each other.
   */
  leastDeviation(from: number, to: number): number {
    if (to - from < 2 || (this.values[to - 1] ?? 0) - (this.values[from] ?? 0) > DEVIATION_CAP) return 0;
    const lowerEnd = (from + to) >> 1;
    const upperStart = (from + to + 1) >> 1;
    const upper = (this.sums[to] ?? 0) - (this.sums[upperStart] ?? 0);
    const lower = (this.sums[lowerEnd] ?? 0) - (this.sums[from] ?? 0);
    return upper - lower;
  }
}

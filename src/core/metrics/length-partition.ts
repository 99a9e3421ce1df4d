import { DEVIATION_CAP } from './constants.js';
import { type LengthSet, ONE_LENGTH } from './length-sets.js';
import { medianOfSorted, sortShort } from './median.js';
import type { SortedLogs } from './sorted-logs.js';

/** Logarithms closer than this are equal but for rounding. */
const TIE = 5e-10;
/** Rounding may lift a lower bound by this much. */
const ROUNDING = 1e-12;

/**
 * Intervals parted into the classes of one set of lengths. In ascending order each class is a run, and the runs only
 * move upwards as the base does, so that all bases together cost little more than one pass.
 */
export class LengthPartition {
  /** `ends[c]` is where class c ends; the last class ends with the intervals. */
  private readonly ends: number[] = [0, 0];
  private readonly values: Float64Array;
  private readonly scratch: Float64Array;
  private set: LengthSet = ONE_LENGTH;

  constructor(private readonly logs: SortedLogs) {
    this.values = logs.values;
    this.scratch = new Float64Array(logs.size);
  }

  /** Starts again with another set of lengths. */
  use(set: LengthSet): void {
    this.set = set;
    this.ends[0] = 0;
    this.ends[1] = 0;
  }

  /** Takes another interval as length 1; false when the classes are not fit to be judged, or the same as before. */
  moveTo(base: number): boolean {
    const home = this.values[base] ?? 0;
    let hasMoved = base === 0;
    for (let at = 0; at < this.set.middles.length; at += 1) {
      if (this.moveEnd(at, home)) hasMoved = true;
    }
    return hasMoved && this.isFit();
  }

  /** The mean deviation cannot be smaller than this. */
  lowerBound(): number {
    let sum = 0;
    let start = 0;
    for (let at = 0; at < this.set.logs.length; at += 1) {
      const end = this.endOf(at);
      sum += this.logs.leastDeviation(start, end);
      start = end;
    }
    return sum / this.logs.size - ROUNDING;
  }

  /** Mean capped deviation from the common centre of all classes. */
  evaluate(): { deviation: number; centre: number } {
    let start = 0;
    for (let at = 0; at < this.set.logs.length; at += 1) {
      const end = this.endOf(at);
      const ratio = this.set.logs[at] ?? 0;
      for (let k = start; k < end; k += 1) this.scratch[k] = (this.values[k] ?? 0) - ratio;
      start = end;
    }
    const centre = medianOfSorted(sortShort(this.scratch));
    let sum = 0;
    for (let k = 0; k < this.scratch.length; k += 1) {
      sum += Math.min(Math.abs((this.scratch[k] ?? 0) - centre), DEVIATION_CAP);
    }
    return { deviation: sum / this.logs.size, centre };
  }

  private moveEnd(at: number, home: number): boolean {
    const limit = home + (this.set.middles[at] ?? 0) + (this.set.tieGoesUp[at] ? -TIE : TIE);
    const before = this.ends[at] ?? 0;
    let end = before;
    while (end < this.values.length && (this.values[end] ?? 0) <= limit) end += 1;
    this.ends[at] = end;
    return end !== before;
  }

  /** No class is empty or too rare, and none outnumbers length 1. */
  private isFit(): boolean {
    const { home, fewest } = this.set;
    const atHome = this.endOf(home) - (home === 0 ? 0 : this.endOf(home - 1));
    let start = 0;
    for (let at = 0; at < fewest.length; at += 1) {
      const end = this.endOf(at);
      const members = end - start;
      if (members < (fewest[at] ?? 1) || members > atHome) return false;
      start = end;
    }
    return true;
  }

  private endOf(at: number): number {
    return at < this.set.middles.length ? (this.ends[at] ?? 0) : this.values.length;
  }
}

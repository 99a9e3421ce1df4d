import { DEVIATION_CAP } from './constants.js';
import type { Boundary, LengthSet } from './length-sets.js';
import { medianOfSorted, sortShort } from './median.js';
import type { SortedLogs } from './sorted-logs.js';

/** Rounding may lift a lower bound by this much. */
const ROUNDING = 1e-12;

/**
 * Intervals parted into the classes of one set of lengths. In ascending order each class is a run; where the runs end
 * for every base is looked up once for each boundary, since the sets share them.
 */
export class LengthPartition {
  private readonly values: Float64Array;
  private readonly scratch: Float64Array;
  /** By boundary: for every base, how many intervals lie below. */
  private readonly rows: (Uint16Array | undefined)[] = [];
  private rowsOfSet: Uint16Array[] = [];
  /** `ends[c]` is where class c ends. */
  private ends: number[] = [];

  constructor(
    private readonly logs: SortedLogs,
    private set: LengthSet,
  ) {
    this.values = logs.values;
    this.scratch = new Float64Array(logs.size);
    this.use(set);
  }

  /** Starts again with another set of lengths. */
  use(set: LengthSet): void {
    this.set = set;
    this.rowsOfSet = set.boundaries.map((boundary) => this.rowOf(boundary));
    this.ends = [...set.boundaries.map(() => -1), this.logs.size];
  }

  /** Takes another interval as length 1; false when the classes are not fit to be judged, or the same as before. */
  moveTo(base: number): boolean {
    let hasMoved = false;
    for (let at = 0; at < this.rowsOfSet.length; at += 1) {
      const end = this.rowsOfSet[at]?.[base] ?? 0;
      if (end === this.ends[at]) continue;
      this.ends[at] = end;
      hasMoved = true;
    }
    return hasMoved && this.isFit();
  }

  /** The mean deviation cannot be smaller than this. */
  lowerBound(): number {
    let sum = 0;
    let start = 0;
    for (const end of this.ends) {
      sum += this.logs.leastDeviation(start, end);
      start = end;
    }
    return sum / this.logs.size - ROUNDING;
  }

  /** Mean capped deviation from the common centre of all classes. */
  evaluate(): { deviation: number; centre: number } {
    let start = 0;
    for (let at = 0; at < this.ends.length; at += 1) {
      const end = this.ends[at] ?? 0;
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

  private rowOf({ id, upTo }: Boundary): Uint16Array {
    const known = this.rows[id];
    if (known) return known;
    const row = new Uint16Array(this.logs.size);
    let end = 0;
    for (let base = 0; base < row.length; base += 1) {
      const limit = (this.values[base] ?? 0) + upTo;
      while (end < row.length && (this.values[end] ?? 0) <= limit) end += 1;
      row[base] = end;
    }
    this.rows[id] = row;
    return row;
  }

  /** No class is empty or too rare, and none outnumbers length 1. */
  private isFit(): boolean {
    const { home, fewest } = this.set;
    const atHome = (this.ends[home] ?? 0) - (home === 0 ? 0 : (this.ends[home - 1] ?? 0));
    let start = 0;
    for (let at = 0; at < fewest.length; at += 1) {
      const end = this.ends[at] ?? 0;
      const members = end - start;
      if (members < (fewest[at] ?? 1) || members > atHome) return false;
      start = end;
    }
    return true;
  }
}

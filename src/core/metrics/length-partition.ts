import { DEVIATION_CAP } from './constants.js';
import type { LengthSet } from './length-sets.js';
import { medianOfSorted } from './median.js';
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
  /** `ends[c]` is where class c ends. */
  private readonly ends: number[];
  private readonly classes: number;
  private readonly scratch: Float64Array;
  private hasMoved = true;

  constructor(
    private readonly logs: SortedLogs,
    private readonly set: LengthSet,
  ) {
    this.classes = set.logs.length;
    this.ends = [...set.middles.map(() => 0), logs.size];
    this.scratch = logs.scratch;
  }

  /** Takes another interval as length 1; false when the classes are not fit to be judged, or the same as before. */
  moveTo(base: number): boolean {
    const home = this.logs.values[base] ?? 0;
    this.hasMoved = base === 0;
    for (let at = 0; at < this.classes - 1; at += 1) this.moveEnd(at, home);
    return this.hasMoved && this.isFit();
  }

  /** The deviation cannot be smaller than this. */
  lowerBound(): number {
    let sum = 0;
    for (let at = 0; at < this.classes; at += 1)
      sum += this.logs.leastDeviation(this.startOf(at), this.endOf(at));
    return sum / this.logs.size - ROUNDING;
  }

  /** Mean capped deviation from the common centre of all classes. */
  evaluate(): { deviation: number; centre: number } {
    this.fillScratch();
    const centre = medianOfSorted(this.scratch.sort());
    let sum = 0;
    for (const value of this.scratch) sum += Math.min(Math.abs(value - centre), DEVIATION_CAP);
    return { deviation: sum / this.logs.size, centre };
  }

  private fillScratch(): void {
    for (let at = 0; at < this.classes; at += 1) {
      const ratio = this.set.logs[at] ?? 0;
      for (let k = this.startOf(at); k < this.endOf(at); k += 1)
        this.scratch[k] = (this.logs.values[k] ?? 0) - ratio;
    }
  }

  private moveEnd(at: number, home: number): void {
    const { values, size } = this.logs;
    const limit = home + (this.set.middles[at] ?? 0) + (this.set.tieGoesUp[at] ? -TIE : TIE);
    let end = this.ends[at] ?? 0;
    while (end < size && (values[end] ?? 0) <= limit) end += 1;
    if (end === this.ends[at]) return;
    this.ends[at] = end;
    this.hasMoved = true;
  }

  /** No class is empty or too rare, and none outnumbers length 1. */
  private isFit(): boolean {
    const atHome = this.endOf(this.set.home) - this.startOf(this.set.home);
    for (let at = 0; at < this.classes; at += 1) {
      const members = this.endOf(at) - this.startOf(at);
      if (members < (this.set.fewest[at] ?? 1) || members > atHome) return false;
    }
    return true;
  }

  private startOf(at: number): number {
    return at === 0 ? 0 : this.endOf(at - 1);
  }

  private endOf(at: number): number {
    return this.ends[at] ?? this.logs.size;
  }
}

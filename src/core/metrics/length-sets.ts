import { LENGTH_RATIOS, RARE_RATIO } from './constants.js';

/** Where one class of lengths ends and the next begins. */
export interface Boundary {
  /** Equal boundaries of different sets have the same number. */
  readonly id: number;
  /** Logarithmic distance above length 1 up to which intervals belong to the lower class. */
  readonly upTo: number;
}

/** Two or three note lengths, relative to the most frequent one, in ascending order. */
export interface LengthSet {
  /** Natural logarithms of the ratios. */
  readonly logs: readonly number[];
  /** Where ratio 1 stands. */
  readonly home: number;
  /** Between each length and the next. */
  readonly boundaries: readonly Boundary[];
  /** Distance of the boundary that lies farthest from length 1. */
  readonly farthestBoundary: number;
  /** Fewest members of each class. */
  readonly fewest: readonly number[];
  /** Half the smallest gap: deviations of that size would be pure chance. */
  readonly halfGap: number;
}

/** Logarithms closer than this are equal but for rounding. */
const TIE = 5e-10;

const knownBoundaries: Boundary[] = [];
const ratioPairs = LENGTH_RATIOS.flatMap((a, at) => LENGTH_RATIOS.slice(at + 1).map((b) => [a, b]));

/** Ratio 1 with one other ratio. */
export const TWO_LENGTHS: readonly LengthSet[] = LENGTH_RATIOS.map((ratio) => lengthSet([ratio]));
/** Ratio 1 with two others. */
export const THREE_LENGTHS: readonly LengthSet[] = ratioPairs.map(lengthSet);

function lengthSet(others: readonly number[]): LengthSet {
  const ratios = [1, ...others].sort((a, b) => a - b);
  const logs = ratios.map(Math.log);
  const home = ratios.indexOf(1);
  const gaps = logs.slice(1).map((log, at) => log - (logs[at] ?? 0));
  // Ties go to ratio 1, else to the smaller ratio.
  const boundaries = gaps.map((gap, at) => boundary((logs[at] ?? 0) + gap / 2, at + 1 === home));
  return {
    logs,
    home,
    boundaries,
    farthestBoundary: Math.max(...boundaries.map(({ upTo }) => Math.abs(upTo))),
    fewest: ratios.map((ratio) => (ratio < RARE_RATIO && ratio !== 1 ? 2 : 1)),
    halfGap: Math.min(...gaps) / 2,
  };
}

function boundary(middle: number, tieGoesUp: boolean): Boundary {
  const upTo = middle + (tieGoesUp ? -TIE : TIE);
  const known = knownBoundaries.find((other) => Math.abs(other.upTo - upTo) < TIE / 100);
  if (known) return known;
  knownBoundaries.push({ id: knownBoundaries.length, upTo });
  return { id: knownBoundaries.length - 1, upTo };
}

import { LENGTH_RATIOS, RARE_RATIO } from './constants.js';

/** Two or three note lengths, relative to the most frequent one, in ascending order. */
export interface LengthSet {
  /** Natural logarithms of the ratios. */
  readonly logs: readonly number[];
  /** Where ratio 1 stands. */
  readonly home: number;
  /** Middle between each length and the next, and whether a tie there goes to the upper one. */
  readonly middles: readonly number[];
  readonly tieGoesUp: readonly boolean[];
  /** Distance of the middle that lies farthest from length 1. */
  readonly farthestMiddle: number;
  /** Fewest members of each class. */
  readonly fewest: readonly number[];
  /** Half the smallest gap: deviations of that size would be pure chance. */
  readonly halfGap: number;
}

const ratioPairs = LENGTH_RATIOS.flatMap((a, at) => LENGTH_RATIOS.slice(at + 1).map((b) => [a, b]));

/** Ratio 1 alone. */
export const ONE_LENGTH: LengthSet = lengthSet([]);
/** Ratio 1 with one other ratio. */
export const TWO_LENGTHS: readonly LengthSet[] = LENGTH_RATIOS.map((ratio) => lengthSet([ratio]));
/** Ratio 1 with two others. */
export const THREE_LENGTHS: readonly LengthSet[] = ratioPairs.map(lengthSet);

function lengthSet(others: readonly number[]): LengthSet {
  const ratios = [1, ...others].sort((a, b) => a - b);
  const logs = ratios.map(Math.log);
  const home = ratios.indexOf(1);
  const gaps = logs.slice(1).map((log, at) => log - (logs[at] ?? 0));
  const middles = gaps.map((gap, at) => (logs[at] ?? 0) + gap / 2);
  return {
    logs,
    home,
    middles,
    farthestMiddle: Math.max(...middles.map(Math.abs)),
    // Ties go to ratio 1, else to the smaller ratio.
    tieGoesUp: gaps.map((_, at) => at + 1 === home),
    fewest: ratios.map((ratio) => (ratio < RARE_RATIO && ratio !== 1 ? 2 : 1)),
    halfGap: Math.min(...gaps) / 2,
  };
}

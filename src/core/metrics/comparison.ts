import type { Score } from '../music/units.js';

/** How one practice differs from another. */
export interface ScoreChange {
  /** Mean of the later scores less the mean of the earlier ones. */
  readonly difference: number;
  /** With 95 % certainty the true difference lies between these. */
  readonly low: number;
  readonly high: number;
  /** More than the ups and downs of a normal day: zero lies outside the interval. */
  readonly isReal: boolean;
}

const RESAMPLES = 2000;
const TAIL = 0.025;
/** Fewer scores on either side say nothing. */
const FEWEST = 3;

/**
 * Compares the note scores of two practices of the same scale at the same strictness and sensitivity, by the
 * percentile bootstrap (Efron 1979). The same scores give the same answer. `null` with too few of them.
 */
export function compareScores(before: readonly Score[], after: readonly Score[]): ScoreChange | null {
  if (before.length < FEWEST || after.length < FEWEST) return null;
  const random = seededRandom(before.length * 65_537 + after.length);
  const differences = Float64Array.from(
    { length: RESAMPLES },
    () => resampledMean(after, random) - resampledMean(before, random),
  ).sort();
  const low = differences[Math.floor(TAIL * RESAMPLES)] ?? 0;
  const high = differences[Math.ceil((1 - TAIL) * RESAMPLES) - 1] ?? 0;
  return { difference: meanOf(after) - meanOf(before), low, high, isReal: low > 0 || high < 0 };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function resampledMean(values: readonly number[], random: () => number): number {
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
  return sum / values.length;
}

/** Mulberry32: small, even enough, and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

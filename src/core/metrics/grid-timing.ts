import type { Milliseconds, Score } from '../music/units.js';
import { CONFIDENT_INTERVALS, DEVIATION_CAP, FINEST_GRID_MS } from './constants.js';
import { median } from './median.js';
import { cvOf, timingScore } from './timing-stability.js';

/** How even onsets are against a clock. Without three onsets all is `null`. */
export interface GridTimingStability {
  readonly score: Score | null;
  readonly cv: number | null;
  /** Median distance from the grid, negative is ahead. A constant distance is no lack of stability. */
  readonly biasMs: Milliseconds | null;
  /** Mean distance from the bias. */
  readonly spreadMs: Milliseconds | null;
  /** 0 to 1: rises with the number of onsets. */
  readonly confidence: number;
}

const NO_EVIDENCE = { score: null, cv: null, biasMs: null, spreadMs: null, confidence: 0 };
const FEWEST_ONSETS = 3;

/**
 * Timing against a clock, from the distances between onsets and their points of the grid (negative is ahead).
 * `gridMs` is the distance between two points: one for all onsets, or one each.
 */
export function gridTimingStability(
  asynchroniesMs: readonly Milliseconds[],
  options: { readonly gridMs: Milliseconds | readonly Milliseconds[]; readonly strictness: number },
): GridTimingStability {
  const { gridMs, strictness } = options;
  const gridAt = (at: number) => (typeof gridMs === 'number' ? gridMs : (gridMs[at] ?? 0));
  if (asynchroniesMs.length < FEWEST_ONSETS || !asynchroniesMs.every(Number.isFinite)) return NO_EVIDENCE;
  const bias = median(asynchroniesMs);
  let relative = 0;
  let spread = 0;
  asynchroniesMs.forEach((asynchrony, at) => {
    const away = Math.abs(asynchrony - bias);
    relative += Math.min(away / Math.max(gridAt(at), FINEST_GRID_MS), DEVIATION_CAP);
    spread += away;
  });
  const count = asynchroniesMs.length;
  const cv = cvOf(relative / count);
  return {
    score: timingScore(cv, strictness),
    cv,
    biasMs: bias,
    spreadMs: spread / count,
    confidence: Math.min(1, (count - 1) / CONFIDENT_INTERVALS),
  };
}

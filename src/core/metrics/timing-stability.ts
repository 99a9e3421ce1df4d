import type { Milliseconds, Score } from '../music/units.js';
import {
  BLOCK_INTERVALS,
  CONFIDENT_INTERVALS,
  MERGE_MS,
  PHRASE_MS,
  SHORTEST_BLOCK,
  TIMING_DEAD_ZONE,
  TIMING_ZERO,
} from './constants.js';
import { fitRhythm, type RhythmFit } from './rhythm-model.js';
import { limitAt, scoreBetween } from './strictness.js';

/** How even a row of intervals is. Without two intervals all is `null`. */
export interface TimingStability {
  /** 0 (erratic) to 1 (perfectly consistent). */
  readonly score: Score | null;
  /** Robust coefficient of variation: for Gaussian jitter around the rhythm that was meant, its relative spread. */
  readonly cv: number | null;
  /** 0 to 1: rises with the number of intervals. */
  readonly confidence: number;
  /** How the last intervals were explained. */
  readonly model: RhythmFit['model'] | null;
  readonly beatMs: Milliseconds | null;
}

/**
 * Timing without a clock, from intervals between onsets. Intervals below 40 ms are merged, those above 2 s dropped;
 * more than one block of 16 is averaged.
 */
export function timingStability(
  intervalsMs: readonly Milliseconds[],
  options: { readonly strictness: number },
): TimingStability {
  const intervals = playedIntervals(intervalsMs);
  if (intervals.length < 2) return { score: null, cv: null, confidence: 0, model: null, beatMs: null };
  const fits = blocksOf(intervals).map((block) => ({ size: block.length, fit: fitRhythm(block) }));
  const cv = fits.reduce((sum, { size, fit }) => sum + size * cvOf(fit.deviation), 0) / intervals.length;
  const last = fits.at(-1)?.fit;
  return {
    score: timingScore(cv, options.strictness),
    cv,
    confidence: Math.min(1, intervals.length / CONFIDENT_INTERVALS),
    model: last?.model ?? null,
    beatMs: last?.beatMs ?? null,
  };
}

/** The mean absolute deviation of a Gaussian is its spread times the root of 2/π. */
export function cvOf(meanDeviation: number): number {
  return Math.sqrt(Math.PI / 2) * meanDeviation;
}

export function timingScore(cv: number, strictness: number): Score {
  return scoreBetween(cv, limitAt(TIMING_DEAD_ZONE, strictness), limitAt(TIMING_ZERO, strictness));
}

/** Merges what is one stroke and drops the pauses between phrases. */
function playedIntervals(intervalsMs: readonly Milliseconds[]): Milliseconds[] {
  const played: Milliseconds[] = [];
  let merged = 0;
  for (const interval of intervalsMs) {
    if (!(interval >= 0)) continue;
    merged += interval;
    if (merged < MERGE_MS) continue;
    if (merged <= PHRASE_MS) played.push(merged);
    merged = 0;
  }
  return played;
}

/** Consecutive blocks of 16; a rest too short for a block of its own joins the last one. */
export function blocksOf<Item>(items: readonly Item[]): Item[][] {
  const blocks: Item[][] = [];
  for (let at = 0; at < items.length; at += BLOCK_INTERVALS)
    blocks.push(items.slice(at, at + BLOCK_INTERVALS));
  const rest = blocks.at(-1);
  if (rest && rest.length < SHORTEST_BLOCK && blocks.length > 1) {
    blocks.pop();
    blocks.at(-1)?.push(...rest);
  }
  return blocks;
}

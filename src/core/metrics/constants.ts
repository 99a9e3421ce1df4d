import type { StrictLimit } from './strictness.js';

/** Rises whenever a change below, or in the way a score is made, would score the same playing differently. */
export const METRICS_VERSION = 1;

/** Live pitch accuracy is the mean over this many notes. */
export const LIVE_NOTES = 32;
/** Live timing looks at this many inter-onset intervals. */
export const LIVE_INTERVALS = 16;
/** A streak is a row of notes with at least this score. */
export const STREAK_SCORE = 0.7;
/** Below this score a note is not even close. */
export const CLOSE_SCORE = 0.4;

/** Cents scored as perfect: the least audible difference at strictness 0.5, and no less than frets allow at 1. */
export const PITCH_DEAD_ZONE: StrictLimit = { loose: 15, tighter: 10 };
/** Cents from which on nothing is scored: what listeners call out of tune at strictness 1. */
export const PITCH_ZERO: StrictLimit = { loose: 60, tighter: 35 };

/** Coefficients of variation scored as perfectly steady, and as erratic. */
export const TIMING_DEAD_ZONE: StrictLimit = { loose: 0.06, tighter: 0.04 };
export const TIMING_ZERO: StrictLimit = { loose: 0.3, tighter: 0.18 };

/** Share of pitch in the quality; the rest is shared by scale and timing. */
export const PITCH_WEIGHT: StrictLimit = { loose: 0.4, tighter: -0.15 };
/** Seconds over which the shown quality follows the played one. */
export const DISPLAY_SECONDS: StrictLimit = { loose: 2, tighter: 1.5 };

/** Onsets closer than this are one: a strum, or a pluck heard twice. */
export const MERGE_MS = 40;
/** A longer pause parts two phrases. */
export const PHRASE_MS = 2000;
/** Session timing is averaged over blocks of this many intervals; a shorter rest than the second joins the last block. */
export const BLOCK_INTERVALS = 16;
export const SHORTEST_BLOCK = 4;
/** Intervals for full confidence in a timing score. */
export const CONFIDENT_INTERVALS = 8;

/** A deviation counts at most this much, in natural logarithms: one lost note is no catastrophe. */
export const DEVIATION_CAP = 0.35;
/** Deviation that nobody hears, so that perfect playing has a finite cost. */
export const DEVIATION_FLOOR = 0.01;
/** What every further note length costs a rhythm model. */
export const LENGTH_COST = 6;
/** What two free lengths cost, in terms of `LENGTH_COST`. */
export const FREE_LENGTHS = 1.5;
/** Two free lengths need this many intervals, this ratio, and this share of the intervals each. */
export const FREE_MIN_INTERVALS = 6;
export const FREE_MIN_RATIO = 1.25;
export const FREE_MIN_MEMBERS = 3;
/** Note lengths musicians use, against the most frequent one. */
export const LENGTH_RATIOS: readonly number[] = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 4 / 3, 3 / 2, 2, 3, 4];
/** Ratios from here on may occur once: rests and held notes. */
export const RARE_RATIO = 2;

/** Parts of a beat that a grid may have, and what each further part costs. */
export const BEAT_PARTS: readonly number[] = [1, 2, 3, 4];
export const BEAT_PART_COST = 0.04;
/** Finer grids are not judged more strictly than this one. */
export const FINEST_GRID_MS = 120;
/** Off-beats of a swing lie here within the beat; as many are needed to tell. */
export const SWING_RANGE: readonly [number, number] = [0.5, 0.75];
export const SWING_OFFBEATS = 4;

/** A blue third lies so many cents above the minor one. */
export const BLUE_THIRD: readonly [number, number] = [30, 70];

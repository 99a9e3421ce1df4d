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

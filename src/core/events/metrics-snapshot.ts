import type { Bpm, Milliseconds, PitchClass, Score } from '../music/units.js';

/** All scores at one instant. */
export interface MetricsSnapshot {
  readonly time: Milliseconds;
  /** Mean over the last 32 notes while live, over all notes at the end; `null` before the first note. */
  readonly pitchAccuracy: Score | null;
  /** Share of the scale's pitch classes that were visited. */
  readonly scaleConformity: Score | null;
  /** `null` before the third onset. */
  readonly timingStability: Score | null;
  /** Robust coefficient of variation behind the timing score. */
  readonly timingCv: number | null;
  /** Grid mode only: median distance from the beat, negative is ahead. */
  readonly timingBias: Milliseconds | null;
  readonly tempo: Bpm | null;
  readonly timingMode: 'free' | 'grid';
  /** One number for lamps and overlays; `null` while nothing can be said. */
  readonly quality: Score | null;
  readonly notesDetected: number;
  readonly notesInScale: number;
  readonly notesOutOfScale: number;
  /** Scale classes visited so far. */
  readonly uniqueNotesUsed: number;
  readonly visited: readonly PitchClass[];
  /** Consecutive notes scored 0.7 or better. */
  readonly streak: number;
  readonly bestStreak: number;
}

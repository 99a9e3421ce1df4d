import type { Cents, Hertz, NoteNumber, PitchClass, Score } from '../music/units.js';
import type { MetricsSnapshot } from './metrics-snapshot.js';

/** UUIDv7, made by the bridge. */
export type SessionId = string;

export type MetricName = 'pitch_accuracy' | 'scale_conformity' | 'timing_stability';

/** What a running practice is about; plain data. */
export interface SessionSummary {
  readonly id: SessionId;
  readonly userId: string | null;
  readonly startedAt: Date;
  readonly scaleName: string;
  readonly root: PitchClass;
  /** Ascending from the root. */
  readonly pitchClasses: readonly PitchClass[];
  /** Spelled names of `pitchClasses`, in the same order. */
  readonly noteNames: readonly string[];
  /** Distance of each degree above the root, in the same order: the pitches to aim for. */
  readonly degrees: readonly Cents[];
  readonly strictness: number;
  readonly sensitivity: number;
  readonly ambientLighting: boolean;
  readonly enabledMetrics: readonly MetricName[];
  /** Input instances it listens to; `null` is all. */
  readonly inputs: readonly string[] | null;
  readonly tuning: string;
  /** What the open strings sound like, low to high; a capo raises them. */
  readonly openStrings: readonly NoteNumber[];
  /** Frequency of A4. */
  readonly a4: Hertz;
}

/** How a practice ended. */
export interface SessionResult {
  readonly endedAt: Date;
  readonly durationSeconds: number;
  readonly pitchAccuracy: Score | null;
  readonly scaleConformity: Score | null;
  readonly timingStability: Score | null;
  readonly notesDetected: number;
  readonly uniqueNotesUsed: number;
  readonly notesInScale: number;
  readonly notesOutOfScale: number;
  readonly bestStreak: number;
  readonly metrics: MetricsSnapshot;
}

import type { InjectionToken } from 'tsyringe';
import type { Cents, Hertz, Milliseconds, NoteNumber, PitchClass, Score } from '../music/units.js';
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

/** What a practice is like when nobody says otherwise. */
export interface SessionDefaults {
  readonly userId: string | null;
  readonly scaleName: string;
  readonly strictness: Score;
  readonly sensitivity: Score;
  /** A name such as `drop D`, or open strings low to high. */
  readonly tuning: string;
  /** Frequency of A4, 400 to 480. */
  readonly a4: Hertz;
  readonly ambientLighting: boolean;
  /** The first note starts a practice. */
  readonly autoStart: boolean;
  /** Silence that ends a practice which started by itself; `null` never does. */
  readonly autoStopAfter: Milliseconds | null;
}
export const SessionDefaults: InjectionToken<SessionDefaults> = Symbol('SessionDefaults');

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

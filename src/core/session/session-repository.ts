import type { InjectionToken } from 'tsyringe';
import type { SessionId } from '../events/session-events.js';
import type { Hertz, NoteNumber, PitchClass, Score } from '../music/units.js';

/** The first record of a practice. */
export interface SessionStart {
  readonly id: SessionId;
  readonly userId: string | null;
  readonly startTime: Date;
  readonly scaleName: string;
  readonly strictness: number;
  readonly sensitivity: number;
  readonly ambientLighting: boolean;
  /** Beyond the reference's columns; `null` when a library caller does not know them. */
  readonly tuning: string | null;
  readonly scaleSize: number | null;
  readonly metricsVersion: number | null;
}

/** One row of `session_metrics`: one a played note, and one heartbeat a second. */
export interface MetricRow {
  /** UUIDv7, made by the client. */
  readonly id: string;
  readonly sessionId: SessionId;
  readonly timestamp: Date;
  readonly pitchAccuracy: Score | null;
  readonly scaleConformity: Score | null;
  readonly timingStability: Score | null;
  readonly detectedPitchHz: Hertz | null;
  readonly detectedMidi: NoteNumber | null;
  readonly pitchClass: PitchClass | null;
  readonly inScale: boolean | null;
  /** False for heartbeats. */
  readonly noteDetected: boolean;
}

/** The last record of a practice; after it nothing changes any more. */
export interface SessionEnd {
  readonly id: SessionId;
  readonly endTime: Date;
  readonly pitchAccuracy: Score | null;
  readonly scaleConformity: Score | null;
  readonly timingStability: Score | null;
  readonly notesDetected: number;
  readonly uniqueNotesUsed: number;
  readonly notesInScale: number;
  readonly notesOutOfScale: number;
}

/** A stored session; the fields of the end are `null` while it runs. */
export interface StoredSession extends SessionStart {
  readonly endTime: Date | null;
  readonly durationSeconds: number | null;
  readonly pitchAccuracy: Score | null;
  readonly scaleConformity: Score | null;
  readonly timingStability: Score | null;
  readonly notesDetected: number | null;
  readonly uniqueNotesUsed: number | null;
  readonly notesInScale: number | null;
  readonly notesOutOfScale: number | null;
}

export interface SessionQuery {
  readonly userId?: string;
  /** Any of these. */
  readonly scaleNames?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  /** 1 to 1000. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** `null` at the end. */
  readonly nextCursor: string | null;
}

/**
 * The shelf of all practices. The three writing calls put a record in line and return at once: they touch no file
 * and no database, and never throw for reasons of storage. Records are stored in the order of the calls.
 */
export interface SessionRepository {
  begin(start: SessionStart): void;
  append(row: MetricRow): void;
  end(end: SessionEnd): void;
  /** Resolves when every record so far can be read back; rejects with a StorageError when it cannot for now. */
  flush(): Promise<void>;

  /** `null` when there is none. */
  find(id: SessionId): Promise<StoredSession | null>;
  /** Newest first. */
  list(query: SessionQuery): Promise<Page<StoredSession>>;
  /** A session's rows by time, streamed. */
  series(id: SessionId): AsyncIterable<MetricRow>;
}
export const SessionRepository: InjectionToken<SessionRepository> = Symbol('SessionRepository');

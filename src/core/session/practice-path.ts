import type { InjectionToken } from 'tsyringe';
import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { ScoredNote } from '../events/note-event.js';
import type { SourcedReading } from '../events/reading.js';
import type { SessionSummary } from '../events/session-events.js';
import type { Milliseconds } from '../music/units.js';

/** Where a practice hears, scores and tells: the pipeline, as the session sees it. */
export interface PracticePath {
  accept(sourced: SourcedReading): void;
  /** Time goes on: notes that have sounded long enough are judged. Harmless however often it is called. */
  advance(now: Milliseconds): void;
  /** An input stopped: what it left sounding is over. */
  silence(source: string, now: Milliseconds): void;
  /** Shows the scores as they stand, without news of a note. */
  tellState(now: Milliseconds): void;
  /** The onset of the newest note; `null` before the first. */
  readonly lastOnset: Milliseconds | null;
  readonly lastNote: ScoredNote | null;
  metrics(now: Milliseconds): MetricsSnapshot;
  /** Ends every sounding note; the metrics of the whole practice. */
  finish(now: Milliseconds): MetricsSnapshot;
}

/** Called with every note that is over, for the record. */
export type RecordNote = (note: ScoredNote, metrics: MetricsSnapshot) => void;

export type OpenPath = (session: SessionSummary, record: RecordNote) => PracticePath;
export const OpenPath: InjectionToken<OpenPath> = Symbol('OpenPath');

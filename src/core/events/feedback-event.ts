import type { Bpm, Cents, Decibels, Hertz, Milliseconds, NoteNumber, Score } from '../music/units.js';
import type { MetricsSnapshot } from './metrics-snapshot.js';
import type { Judgement, ScoredNote } from './note-event.js';
import type { PluginStatus } from './plugin-status.js';
import type { SessionId, SessionResult, SessionSummary } from './session-events.js';

interface Stamped {
  readonly time: Milliseconds;
  /** `null` while nothing is being practised: notes and pitch are shown all the same, so that one can tune up. */
  readonly sessionId: SessionId | null;
}

/** Continuous: only the newest matters. */
export interface PitchFeedback extends Stamped {
  readonly topic: 'pitch';
  readonly source: string;
  readonly frequency: Hertz | null;
  readonly note: NoteNumber | null;
  /** -50 (included) to 50 from `note`. */
  readonly cents: Cents | null;
  readonly clarity: number;
  readonly level: Decibels | null;
}

/** Each one matters: onset, judged, released. */
export interface NoteFeedback extends Stamped {
  readonly topic: 'note';
  readonly note: ScoredNote;
}

/** Continuous, and always sent right after a note was judged. */
export interface MetricsFeedback extends Stamped {
  readonly topic: 'metrics';
  readonly metrics: MetricsSnapshot;
  /** One teacher's sentence a score; empty when there is nothing to say. */
  readonly reasons: { readonly pitch: string; readonly scale: string; readonly timing: string };
}

/** What a lamp or any other ambient output should show now. */
export interface QualityFeedback extends Stamped {
  readonly topic: 'feedback';
  /** Smoothed quality; `null` is neutral. */
  readonly quality: Score | null;
  readonly strictness: number;
  readonly judgement: Judgement | null;
  readonly ambientLighting: boolean;
}

/** Each one matters. */
export type SessionFeedback = Stamped & { readonly topic: 'session'; readonly session: SessionSummary } & (
    | { readonly state: 'started' }
    | { readonly state: 'ended'; readonly result: SessionResult }
  );

export interface TransportFeedback extends Stamped {
  readonly topic: 'transport';
  /** The input that leads, or `http`; `null` before anybody spoke of a song. */
  readonly source: string | null;
  readonly isPlaying: boolean;
  readonly tempo: Bpm | null;
  readonly bar: number | null;
  readonly beat: number | null;
}

/** A plugin changed its state. */
export interface PluginsFeedback extends Stamped {
  readonly topic: 'plugins';
  readonly plugins: readonly PluginStatus[];
}

/** What the player should perceive now, in musical terms, without colours or sockets. */
export type FeedbackEvent =
  | PitchFeedback
  | NoteFeedback
  | MetricsFeedback
  | QualityFeedback
  | SessionFeedback
  | TransportFeedback
  | PluginsFeedback;

export type Topic = FeedbackEvent['topic'];

/** Topics of which only the newest event matters; the others are delivered one by one. */
export const CONTINUOUS_TOPICS: ReadonlySet<Topic> = new Set([
  'pitch',
  'metrics',
  'feedback',
  'transport',
  'plugins',
]);

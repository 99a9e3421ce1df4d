import type { InjectionToken } from 'tsyringe';
import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { ScoredNote } from '../events/note-event.js';
import type { MetricName, SessionId, SessionResult, SessionSummary } from '../events/session-events.js';
import type { Hertz, Score } from '../music/units.js';

/** What a player asks for; whatever is left out comes from the configuration. */
export interface StartRequest {
  readonly scaleName?: string;
  readonly strictness?: Score;
  readonly sensitivity?: Score;
  readonly userId?: string | null;
  readonly ambientLighting?: boolean;
  /** Input instances to listen to; all of them when left out. */
  readonly inputs?: readonly string[];
  readonly enabledMetrics?: readonly MetricName[];
  /** A name such as `drop D`, or open strings low to high such as `38 45 50 55 59 64`. */
  readonly tuning?: string;
  /** 400 to 480. */
  readonly a4?: Hertz;
}

/** A practice as agreed on, before it has an id. */
export type SessionPlan = Omit<SessionSummary, 'id' | 'startedAt'>;

/** A running practice as it stands. */
export interface LivePractice {
  readonly session: SessionSummary;
  readonly lastNote: ScoredNote | null;
  /** The last 40 that count and are over, oldest first. */
  readonly notes: readonly ScoredNote[];
  readonly metrics: MetricsSnapshot;
}

export interface EndedPractice {
  readonly session: SessionSummary;
  readonly result: SessionResult;
}

/** The door of the practice: requests from outside come through here and nowhere else. */
export interface Practices {
  /**
   * @throws RequestError `music.unknown-scale`, `music.unknown-tuning` or `request.invalid` with every fault;
   * `session.input-taken` while one of the inputs already has a session.
   */
  start(request: StartRequest): SessionSummary;
  /**
   * Practices that start by themselves are about this from now on, until something else is prepared or the bridge ends.
   * @throws RequestError as `start` does, except that an input may be taken.
   */
  prepare(request: StartRequest): SessionPlan;
  /**
   * Resolves when the end is on its way to storage. Without an id it stops the only one that runs.
   * @throws RequestError `session.unknown`, or `session.ambiguous` when several run and none was named.
   */
  stop(id?: SessionId): Promise<EndedPractice>;
  /** `null` when nothing (or not that one) is running. @throws RequestError `session.ambiguous`. */
  live(id?: SessionId): LivePractice | null;
  running(): readonly SessionSummary[];
}
export const Practices: InjectionToken<Practices> = Symbol('Practices');

import type { SessionSummary } from '../events/session-events.js';

/** What the tracker needs to know about a practice; every `SessionSummary` says it. */
export type TrackerSettings = Pick<SessionSummary, 'sensitivity' | 'openStrings' | 'a4'> & {
  /** What is judged of a bent note: where it arrives (default), nothing, or all of it. */
  readonly bends?: 'arrival' | 'ignore' | 'strict';
};

import type { SessionId } from '../../events/session-events.js';
import type { NoteRow, ProgressData } from '../../wire/index.js';

export interface ProgressQuery {
  /** `null` counts everyone who plays here as one player. */
  readonly userId: string | null;
  /** Any of these. */
  readonly scaleNames?: readonly string[];
  /** How far back the days go; personal bests are of all time. */
  readonly weeks: number;
}

/** What can be learnt from stored practices, beyond reading them. */
export interface SessionReader {
  /** How each note of one practice went, lowest first; empty for a practice nobody knows. */
  notes(id: SessionId): Promise<NoteRow[]>;
  progress(query: ProgressQuery): Promise<ProgressData>;
}

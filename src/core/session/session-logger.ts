import { RequestError, StorageError } from '../errors.js';
import type { SessionId } from '../events/session-events.js';
import type { Score } from '../music/units.js';
import type { Clock } from '../plugin/clock.js';
import type { Logger } from '../plugin/logger.js';
import { type DebugInfo, heardIn } from './debug-info.js';
import type { SessionEnd, SessionRepository } from './session-repository.js';
import { refuseUncountable, refuseUnstorable } from './session-settings.js';
import { type SessionStats, sessionStats } from './session-stats.js';
import { isUuid, uuidV7 } from './uuid-v7.js';

export interface SessionStartInfo {
  /** Such as `A Minor Pentatonic`. */
  readonly scaleName: string;
  /** 0 to 1. */
  readonly strictness: number;
  /** 0 to 1. */
  readonly sensitivity: number;
  readonly userId?: string | null;
  readonly ambientLighting?: boolean;
}

export interface SessionMetricInfo {
  readonly sessionId: SessionId;
  readonly pitchAccuracy: Score | null;
  readonly scaleConformity: Score | null;
  readonly timingStability: Score | null;
  readonly debugInfo?: DebugInfo;
}

export interface SessionEndInfo {
  readonly sessionId: SessionId;
  readonly finalPitchAccuracy: Score | null;
  readonly finalScaleConformity: Score | null;
  readonly finalTimingStability: Score | null;
  readonly notesDetected: number;
  readonly uniqueNotesUsed: number;
  readonly notesInScale: number;
  readonly notesOutOfScale: number;
}

/** Writes practices down and reads them back: for programs that score with something else than the bridge. */
export class SessionLogger {
  private hasClosed = false;

  constructor(
    private readonly repository: SessionRepository,
    private readonly clock: Pick<Clock, 'date'>,
    private readonly log: Pick<Logger, 'warn'>,
    private readonly release: () => Promise<void> = async () => {},
    /** Resolves when the shelf is open; why it never will be, reading tells. */
    private readonly opening: Promise<void> = Promise.resolve(),
  ) {}

  /**
   * Returns the new session's id at once; storing goes on behind.
   * @throws RequestError for what could not be stored, StorageError `storage.closed`.
   */
  startSession(info: SessionStartInfo): SessionId {
    this.demandOpen();
    refuseUnstorable(info);
    const { scaleName, strictness, sensitivity, userId, ambientLighting } = info;
    const startTime = this.clock.date();
    const id = uuidV7(startTime.getTime());
    this.repository.begin({
      id,
      startTime,
      scaleName,
      strictness,
      sensitivity,
      userId: userId ?? null,
      ambientLighting: ambientLighting ?? true,
      tuning: null,
      scaleSize: null,
      metricsVersion: null,
    });
    return id;
  }

  /** Returns at once: it touches no file and no database. */
  logMetric({
    sessionId,
    pitchAccuracy,
    scaleConformity,
    timingStability,
    debugInfo,
  }: SessionMetricInfo): void {
    if (this.hasClosed) {
      this.log.warn('A metric came after the session logger was closed: it is not kept.', { sessionId });
      return;
    }
    const timestamp = this.clock.date();
    const id = uuidV7(timestamp.getTime());
    const scores = { pitchAccuracy, scaleConformity, timingStability };
    this.repository.append({ id, sessionId, timestamp, ...scores, ...heardIn(debugInfo) });
  }

  /**
   * Ends the session; after this nothing of it can change. The promise resolves when the database has it all, or,
   * while the database cannot be reached, when that is known: the record then waits in the journal.
   * @throws RequestError for counts that are no whole numbers; the session then goes on.
   */
  async endSession(info: SessionEndInfo): Promise<void> {
    this.demandOpen();
    refuseUncountable(info);
    this.repository.end({ endTime: this.clock.date(), ...finals(info) });
    this.checkCounts(info);
    await this.settle();
  }

  /** `null` for a session nobody knows. */
  async getSessionStats(sessionId: SessionId): Promise<SessionStats | null> {
    if (!isUuid(sessionId)) return null;
    await this.settle();
    const session = await this.repository.find(sessionId);
    return session && sessionStats(session);
  }

  /** Newest first. @throws RequestError for a limit that is no number of sessions. */
  async getUserSessions(
    userId: string,
    { limit = 10 }: { readonly limit?: number } = {},
  ): Promise<SessionStats[]> {
    if (!Number.isSafeInteger(limit) || limit < 0) throw faultyLimit(limit);
    await this.settle();
    const { items } = await this.repository.list({ userId, limit });
    return items.map(sessionStats);
  }

  /** Lets go of the database and, where it was started for this program, of the embedded server. */
  async close(): Promise<void> {
    if (this.hasClosed) return;
    this.hasClosed = true;
    await this.release();
  }

  get isClosed(): boolean {
    return this.hasClosed;
  }

  private demandOpen(): void {
    if (!this.hasClosed) return;
    throw new StorageError(
      'storage.closed',
      'The session logger is closed: open another with getSessionLogger().',
    );
  }

  private async settle(): Promise<void> {
    this.demandOpen();
    await this.opening;
    await this.repository.flush().catch((error: Error) => this.log.warn(error.message));
  }

  /** The caller's figures are stored as they are; we only say when they cannot all be true. */
  private checkCounts({ sessionId, notesDetected, notesInScale, notesOutOfScale }: SessionEndInfo): void {
    if (notesDetected === notesInScale + notesOutOfScale) return;
    this.log.warn(
      'Session counts disagree: detected notes are not the sum of those in and out of the scale.',
      {
        sessionId,
        notesDetected,
        notesInScale,
        notesOutOfScale,
      },
    );
  }
}

function faultyLimit(limit: number): RequestError {
  const message = `must be a whole number from 0, not ${limit}`;
  return new RequestError('request.invalid', `limit ${message}.`, [{ pointer: '/limit', message }]);
}

function finals(info: SessionEndInfo): Omit<SessionEnd, 'endTime'> {
  return {
    id: info.sessionId,
    pitchAccuracy: info.finalPitchAccuracy,
    scaleConformity: info.finalScaleConformity,
    timingStability: info.finalTimingStability,
    notesDetected: info.notesDetected,
    uniqueNotesUsed: info.uniqueNotesUsed,
    notesInScale: info.notesInScale,
    notesOutOfScale: info.notesOutOfScale,
  };
}

import type { SessionId } from '../events/session-events.js';
import { decodeCursor, encodeCursor } from './page-cursor.js';
import type {
  MetricRow,
  Page,
  SessionEnd,
  SessionQuery,
  SessionRepository,
  SessionStart,
  StoredSession,
} from './session-repository.js';

const NOT_ENDED = {
  endTime: null,
  durationSeconds: null,
  pitchAccuracy: null,
  scaleConformity: null,
  timingStability: null,
  notesDetected: null,
  uniqueNotesUsed: null,
  notesInScale: null,
  notesOutOfScale: null,
};

/** Keeps practices for as long as the process lives: for tests, and for listening to a recording without a trace. */
export class InMemorySessionRepository implements SessionRepository {
  private readonly sessions = new Map<SessionId, StoredSession>();
  private readonly rows = new Map<SessionId, Map<string, MetricRow>>();

  begin(start: SessionStart): void {
    if (this.sessions.has(start.id)) return;
    this.sessions.set(start.id, { ...start, ...NOT_ENDED });
    this.rows.set(start.id, new Map());
  }

  append(row: MetricRow): void {
    if (this.isOpen(row.sessionId)) this.rows.get(row.sessionId)?.set(row.id, row);
  }

  end(end: SessionEnd): void {
    const session = this.sessions.get(end.id);
    if (!session || session.endTime) return;
    const durationSeconds = Math.max(0, end.endTime.getTime() - session.startTime.getTime()) / 1000;
    this.sessions.set(end.id, { ...session, ...end, durationSeconds });
  }

  async flush(): Promise<void> {}

  async find(id: SessionId): Promise<StoredSession | null> {
    return this.sessions.get(id) ?? null;
  }

  async list(query: SessionQuery): Promise<Page<StoredSession>> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const found = [...this.sessions.values()]
      .filter((session) => matches(session, query) && (!after || newestFirst(after, session) < 0))
      .sort(newestFirst);
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > items.length ? encodeCursor(last) : null };
  }

  async *series(id: SessionId): AsyncIterable<MetricRow> {
    const rows = [...(this.rows.get(id)?.values() ?? [])];
    yield* rows.sort((a, b) => a.timestamp.getTime() - b.timestamp.getTime());
  }

  private isOpen(id: SessionId): boolean {
    return this.sessions.get(id)?.endTime === null;
  }
}

function matches(session: StoredSession, { userId, scaleNames, from, to }: SessionQuery): boolean {
  return (
    (userId === undefined || session.userId === userId) &&
    (scaleNames === undefined || scaleNames.includes(session.scaleName)) &&
    (from === undefined || session.startTime >= from) &&
    (to === undefined || session.startTime < to)
  );
}

type Dated = Pick<StoredSession, 'startTime' | 'id'>;

function newestFirst(a: Dated, b: Dated): number {
  return b.startTime.getTime() - a.startTime.getTime() || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { SessionEntity } from '../../entities/session-entity.js';
import type { SessionMetricEntity } from '../../entities/session-metric-entity.js';
import type { SessionId } from '../events/session-events.js';
import { decodeCursor, encodeCursor } from '../session/page-cursor.js';
import type {
  MetricRow,
  Page,
  SessionEnd,
  SessionQuery,
  SessionRepository,
  SessionStart,
  StoredSession,
} from '../session/session-repository.js';
import { isUuid } from '../session/uuid-v7.js';
import type { RecordQueue } from './record-queue.js';
import { metricRow, storedSession } from './session-rows.js';

/** Rows of a series that are in memory at a time. */
const SERIES_PAGE = 2000;

/** Writes through the journal, reads through TypeORM (by the names of entities, so that loading it can wait for the server). */
export class TypeOrmSessionRepository implements SessionRepository {
  /** `source` gives the database, or throws a StorageError while there is none. */
  constructor(
    private readonly queue: RecordQueue,
    private readonly source: () => DataSource,
  ) {}

  begin(start: SessionStart): void {
    this.queue.enqueue({ kind: 'begin', start });
  }

  append(row: MetricRow): void {
    this.queue.enqueue({ kind: 'metric', row });
  }

  end(end: SessionEnd): void {
    this.queue.enqueue({ kind: 'end', end });
  }

  flush(): Promise<void> {
    return this.queue.flush();
  }

  async find(id: SessionId): Promise<StoredSession | null> {
    if (!isUuid(id)) return null;
    const found = await this.source().getRepository<SessionEntity>('SessionEntity').findOneBy({ id });
    return found && storedSession(found);
  }

  async list(query: SessionQuery): Promise<Page<StoredSession>> {
    const found = await this.matching(query)
      .orderBy('s.startTime', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .limit(query.limit + 1)
      .getMany();
    const items = found.slice(0, query.limit).map(storedSession);
    const last = items.at(-1);
    return { items, nextCursor: last && found.length > items.length ? encodeCursor(last) : null };
  }

  async *series(id: SessionId): AsyncIterable<MetricRow> {
    if (!isUuid(id)) return;
    for (let last: MetricRow | undefined; ; ) {
      const page = await this.rowsAfter(id, last);
      yield* page;
      if (page.length < SERIES_PAGE) return;
      last = page.at(-1);
    }
  }

  private matching({
    userId,
    scaleNames,
    from,
    to,
    cursor,
  }: SessionQuery): SelectQueryBuilder<SessionEntity> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const query = this.source().getRepository<SessionEntity>('SessionEntity').createQueryBuilder('s');
    if (userId !== undefined) query.andWhere('s.userId = :userId', { userId });
    if (scaleNames) query.andWhere('s.scaleName = ANY(:scaleNames)', { scaleNames });
    if (from) query.andWhere('s.startTime >= :from', { from });
    if (to) query.andWhere('s.startTime < :to', { to });
    if (after) query.andWhere('(s.startTime, s.id) < (:startTime, :id)', after);
    return query;
  }

  private async rowsAfter(sessionId: SessionId, last: MetricRow | undefined): Promise<MetricRow[]> {
    const query = this.source()
      .getRepository<SessionMetricEntity>('SessionMetricEntity')
      .createQueryBuilder('m')
      .where('m.sessionId = :sessionId', { sessionId })
      .orderBy('m.timestamp')
      .addOrderBy('m.id')
      .limit(SERIES_PAGE);
    if (last)
      query.andWhere('(m.timestamp, m.id) > (:timestamp, :id)', { timestamp: last.timestamp, id: last.id });
    return (await query.getMany()).map(metricRow);
  }
}

import type { SessionEntity } from '../../entities/session-entity.js';
import type { SessionMetricEntity } from '../../entities/session-metric-entity.js';
import type { MetricRow, StoredSession } from '../session/session-repository.js';

export function storedSession({
  sessionId: _,
  createdAt,
  updatedAt,
  ...session
}: SessionEntity): StoredSession {
  return session;
}

export function metricRow({ session: _, createdAt, ...row }: SessionMetricEntity): MetricRow {
  return row;
}

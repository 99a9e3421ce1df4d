import type { MetricRow, StoredSession } from '../session-repository.js';
import { sessionStats } from '../session-stats.js';
import { rowColumns, utf8Chunks } from './row-columns.js';

/** `{"session": {…}, "metrics": [{…}, …]}`, under the names of the columns. */
export function jsonExport(
  session: StoredSession,
  series: AsyncIterable<MetricRow>,
): AsyncIterable<Uint8Array> {
  return utf8Chunks(pieces(session, series));
}

async function* pieces(session: StoredSession, series: AsyncIterable<MetricRow>): AsyncIterable<string> {
  yield `{"session":${JSON.stringify(sessionStats(session))},"metrics":[`;
  let separator = '\n';
  for await (const row of series) {
    yield separator + JSON.stringify(rowColumns(row));
    separator = ',\n';
  }
  yield '\n]}\n';
}

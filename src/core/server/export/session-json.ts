import type { MetricRow, StoredSession } from '../../session/session-repository.js';
import { sessionStats } from '../../session/session-stats.js';
import { metricRowToWire } from '../metric-row.js';

/** A practice and its rows as one JSON document, a row a line. */
export async function* sessionJson(
  session: StoredSession,
  rows: AsyncIterable<MetricRow>,
): AsyncGenerator<string> {
  yield `{"session":${JSON.stringify(sessionStats(session))},"metrics":[`;
  let separator = '\n';
  for await (const row of rows) {
    yield separator + JSON.stringify(metricRowToWire(row));
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** The same rows as a page of a list. */
export async function* seriesPage(rows: AsyncIterable<MetricRow>): AsyncGenerator<string> {
  yield '{"items":[';
  let separator = '';
  for await (const row of rows) {
    yield separator + JSON.stringify(metricRowToWire(row));
    separator = ',';
  }
  yield '],"next_cursor":null}';
}

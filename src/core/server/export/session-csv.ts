import type { MetricRow } from '../../session/session-repository.js';
import type { MetricRowData } from '../../wire/index.js';
import { metricRowToWire } from '../metric-row.js';

const COLUMNS = [
  'timestamp',
  'note_detected',
  'detected_midi',
  'detected_pitch_hz',
  'pitch_class',
  'in_scale',
  'pitch_accuracy',
  'scale_conformity',
  'timing_stability',
] as const satisfies readonly (keyof MetricRowData)[];

/** The rows of a practice as RFC 4180 wants them; no evidence is an empty field. */
export async function* sessionCsv(rows: AsyncIterable<MetricRow>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const row of rows) {
    const data = metricRowToWire(row);
    yield `${COLUMNS.map((column) => data[column] ?? '').join(',')}\r\n`;
  }
}

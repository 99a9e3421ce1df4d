import type { MetricRow, StoredSession } from '../session-repository.js';
import { rowColumns, utf8Chunks } from './row-columns.js';

const COLUMNS = [
  'id',
  'session_id',
  'timestamp',
  'pitch_accuracy',
  'scale_conformity',
  'timing_stability',
  'detected_pitch_hz',
  'detected_midi',
  'pitch_class',
  'in_scale',
  'note_detected',
] as const;

/** The series as RFC 4180 has it: a line a row, the columns' names first. No value is an empty field. */
export function csvExport(_: StoredSession, series: AsyncIterable<MetricRow>): AsyncIterable<Uint8Array> {
  return utf8Chunks(lines(series));
}

async function* lines(series: AsyncIterable<MetricRow>): AsyncIterable<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const row of series) {
    const columns = rowColumns(row);
    yield `${COLUMNS.map((name) => columns[name] ?? '').join(',')}\r\n`;
  }
}

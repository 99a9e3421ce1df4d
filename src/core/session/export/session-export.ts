import type { MetricRow, StoredSession } from '../session-repository.js';
import { csvExport } from './csv-export.js';
import { jsonExport } from './json-export.js';
import { midiExport } from './midi-export.js';

export type ExportFormat = 'csv' | 'json' | 'midi';

/** A practice as a file, to be sent piece by piece. */
export interface SessionExport {
  readonly fileName: string;
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

const KINDS = {
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8', chunks: csvExport },
  json: { extension: 'json', contentType: 'application/json', chunks: jsonExport },
  midi: { extension: 'mid', contentType: 'audio/midi', chunks: midiExport },
} as const;

/** Streams: whatever the length of the practice, a few thousand rows are in memory at a time. */
export function exportSession(
  session: StoredSession,
  series: AsyncIterable<MetricRow>,
  format: ExportFormat,
): SessionExport {
  const { extension, contentType, chunks } = KINDS[format];
  const day = session.startTime.toISOString().slice(0, 10);
  const scale = session.scaleName.replace(/[^A-Za-z0-9#]+/g, '-').replace(/^-|-$/g, '') || 'practice';
  return { fileName: `${day}-${scale}.${extension}`, contentType, chunks: chunks(session, series) };
}

import type { SessionId } from '../../events/session-events.js';
import type { MetricRow, SessionEnd, SessionStart } from '../../session/session-repository.js';

/** What the journal keeps, in the order it happened. */
export type JournalRecord =
  | { readonly kind: 'begin'; readonly start: SessionStart }
  | { readonly kind: 'metric'; readonly row: MetricRow }
  | { readonly kind: 'end'; readonly end: SessionEnd }
  /** The bridge went away before this session's end: it ends where its last metric is. */
  | { readonly kind: 'abandon'; readonly id: SessionId };

/** A record as text: a JSON array that begins with the letter of its kind. NaN and infinities become null: no evidence. */
export function encodeRecord(record: JournalRecord): string {
  switch (record.kind) {
    case 'begin':
      return JSON.stringify(['b', { ...record.start, startTime: record.start.startTime.getTime() }]);
    case 'metric':
      return encodeMetric(record.row);
    case 'end':
      return JSON.stringify(['e', { ...record.end, endTime: record.end.endTime.getTime() }]);
    case 'abandon':
      return JSON.stringify(['a', record.id]);
  }
}

/** Without names: there are a thousand times more of these than of anything else. */
function encodeMetric(row: MetricRow): string {
  return JSON.stringify([
    'm',
    row.id,
    row.sessionId,
    row.timestamp.getTime(),
    row.pitchAccuracy,
    row.scaleConformity,
    row.timingStability,
    row.detectedPitchHz,
    row.detectedMidi,
    row.pitchClass,
    row.inScale,
    row.noteDetected,
  ]);
}

/** Tells metrics from the rest without reading the whole. */
export function isMetricText(text: string): boolean {
  return text.startsWith('["m"');
}

export function decodeRecord(text: string): JournalRecord {
  const fields = JSON.parse(text);
  switch (fields[0]) {
    case 'b':
      return { kind: 'begin', start: { ...fields[1], startTime: new Date(fields[1].startTime) } };
    case 'm':
      return { kind: 'metric', row: decodeMetric(fields) };
    case 'e':
      return { kind: 'end', end: { ...fields[1], endTime: new Date(fields[1].endTime) } };
    case 'a':
      return { kind: 'abandon', id: fields[1] };
    default:
      throw new Error(`no record begins with ${fields[0]}`);
  }
}

/** By number: taking the list apart by pattern costs more than reading the JSON. */
// biome-ignore lint/suspicious/noExplicitAny: read back from what encodeMetric wrote
function decodeMetric(fields: any[]): MetricRow {
  return {
    id: fields[1],
    sessionId: fields[2],
    timestamp: new Date(fields[3]),
    pitchAccuracy: fields[4],
    scaleConformity: fields[5],
    timingStability: fields[6],
    detectedPitchHz: fields[7],
    detectedMidi: fields[8],
    pitchClass: fields[9],
    inScale: fields[10],
    noteDetected: fields[11],
  };
}

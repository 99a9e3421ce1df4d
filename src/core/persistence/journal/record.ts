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
  const [letter, ...fields] = JSON.parse(text);
  switch (letter) {
    case 'b':
      return { kind: 'begin', start: { ...fields[0], startTime: new Date(fields[0].startTime) } };
    case 'm':
      return { kind: 'metric', row: decodeMetric(fields) };
    case 'e':
      return { kind: 'end', end: { ...fields[0], endTime: new Date(fields[0].endTime) } };
    case 'a':
      return { kind: 'abandon', id: fields[0] };
    default:
      throw new Error(`no record begins with ${letter}`);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: read back from what encodeMetric wrote
function decodeMetric(fields: any[]): MetricRow {
  const [id, sessionId, time, pitchAccuracy, scaleConformity, timingStability, ...heard] = fields;
  const [detectedPitchHz, detectedMidi, pitchClass, inScale, noteDetected] = heard;
  const scores = { pitchAccuracy, scaleConformity, timingStability };
  const note = { detectedPitchHz, detectedMidi, pitchClass, inScale, noteDetected };
  return { id, sessionId, timestamp: new Date(time), ...scores, ...note };
}

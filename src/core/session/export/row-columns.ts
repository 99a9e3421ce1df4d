import type { MetricRow } from '../session-repository.js';

/** A metric row under the names of the table's columns, in their order. */
export function rowColumns(row: MetricRow) {
  return {
    id: row.id,
    session_id: row.sessionId,
    timestamp: row.timestamp.toISOString(),
    pitch_accuracy: row.pitchAccuracy,
    scale_conformity: row.scaleConformity,
    timing_stability: row.timingStability,
    detected_pitch_hz: row.detectedPitchHz,
    detected_midi: row.detectedMidi,
    pitch_class: row.pitchClass,
    in_scale: row.inScale,
    note_detected: row.noteDetected,
  };
}

const FLUSH_AT = 64 * 1024;

/** Gathers text into chunks worth sending. */
export async function* utf8Chunks(texts: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  let gathered = '';
  for await (const text of texts) {
    gathered += text;
    if (gathered.length < FLUSH_AT) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  if (gathered !== '') yield Buffer.from(gathered);
}

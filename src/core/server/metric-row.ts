import type { MetricRow } from '../session/session-repository.js';
import { isoFrom, type MetricRowData } from '../wire/index.js';

export function metricRowToWire(row: MetricRow): MetricRowData {
  return {
    id: row.id,
    session_id: row.sessionId,
    timestamp: isoFrom(row.timestamp),
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

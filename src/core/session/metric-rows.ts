import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { ScoredNote } from '../events/note-event.js';
import type { SessionId } from '../events/session-events.js';
import type { MetricRow } from './session-repository.js';
import { uuidV7 } from './uuid-v7.js';

/** The row of a note that is over. */
export function noteRow(
  sessionId: SessionId,
  timestamp: Date,
  note: ScoredNote,
  metrics: MetricsSnapshot,
): MetricRow {
  return {
    ...scoresOf(sessionId, timestamp, metrics),
    detectedPitchHz: note.frequency,
    detectedMidi: note.note === null ? null : note.note + (note.cents ?? 0) / 100,
    pitchClass: note.pitchClass,
    inScale: note.inScale,
    noteDetected: true,
  };
}

/** The row of a second in which the practice went on. */
export function heartbeatRow(sessionId: SessionId, timestamp: Date, metrics: MetricsSnapshot): MetricRow {
  const nothingHeard = { detectedPitchHz: null, detectedMidi: null, pitchClass: null, inScale: null };
  return { ...scoresOf(sessionId, timestamp, metrics), ...nothingHeard, noteDetected: false };
}

type Scores = Pick<
  MetricRow,
  'id' | 'sessionId' | 'timestamp' | 'pitchAccuracy' | 'scaleConformity' | 'timingStability'
>;

function scoresOf(sessionId: SessionId, timestamp: Date, metrics: MetricsSnapshot): Scores {
  const { pitchAccuracy, scaleConformity, timingStability } = metrics;
  return {
    id: uuidV7(timestamp.getTime()),
    sessionId,
    timestamp,
    pitchAccuracy,
    scaleConformity,
    timingStability,
  };
}

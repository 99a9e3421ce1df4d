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
    ...(isMixture(note) ? NO_PITCH : pitchOf(note)),
    noteDetected: true,
  };
}

const NO_PITCH: Pitch = { detectedPitchHz: null, detectedMidi: null, pitchClass: null, inScale: null };

function pitchOf({ frequency, note, cents, pitchClass, inScale }: ScoredNote): Pitch {
  const detectedMidi = note === null ? null : note + (cents ?? 0) / 100;
  return { detectedPitchHz: frequency, detectedMidi, pitchClass, inScale };
}

/** Strings of a chord that were heard as one: nobody played the note that stands for them. */
function isMixture({ flags, cents }: ScoredNote): boolean {
  return flags.chord && cents === null;
}

/** The row of a second in which the practice went on. */
export function heartbeatRow(sessionId: SessionId, timestamp: Date, metrics: MetricsSnapshot): MetricRow {
  return { ...scoresOf(sessionId, timestamp, metrics), ...NO_PITCH, noteDetected: false };
}

type Pitch = Pick<MetricRow, 'detectedPitchHz' | 'detectedMidi' | 'pitchClass' | 'inScale'>;

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

import type { ScoredNote } from '../events/index.js';
import type { LivePractice } from '../session/practice.js';
import type { LiveMetrics } from '../wire/index.js';

const NOTHING_RUNS: LiveMetrics = {
  is_running: false,
  session_id: null,
  current_note: null,
  pitch_accuracy: null,
  scale_conformity: null,
  timing_stability: null,
  quality: null,
  target_scale: null,
  notes_detected: 0,
  streak: 0,
  best_streak: 0,
  debug_info: {
    detected_hz: null,
    detected_midi: null,
    cents: null,
    pitch_class: null,
    in_scale: null,
    note_score: null,
    judgement: null,
    is_sounding: false,
    string: null,
    fret: null,
    source: null,
    timing_cv: null,
    timing_bias_ms: null,
    timing_mode: null,
    tempo: null,
  },
};

export function liveMetricsToWire(practice: LivePractice | null): LiveMetrics {
  if (!practice) return NOTHING_RUNS;
  const { session, lastNote, metrics } = practice;
  return {
    is_running: true,
    session_id: session.id,
    current_note: lastNote && fullName(lastNote),
    pitch_accuracy: metrics.pitchAccuracy,
    scale_conformity: metrics.scaleConformity,
    timing_stability: metrics.timingStability,
    quality: metrics.quality,
    target_scale: session.scaleName,
    notes_detected: metrics.notesDetected,
    streak: metrics.streak,
    best_streak: metrics.bestStreak,
    debug_info: {
      ...NOTHING_RUNS.debug_info,
      ...(lastNote && noteDetails(lastNote)),
      timing_cv: metrics.timingCv,
      timing_bias_ms: metrics.timingBias,
      timing_mode: metrics.timingMode,
      tempo: metrics.tempo,
    },
  };
}

function fullName({ name, octave }: ScoredNote): string | null {
  return name === null ? null : `${name}${octave ?? ''}`;
}

function noteDetails(note: ScoredNote) {
  return {
    detected_hz: note.frequency,
    detected_midi: note.note,
    cents: note.cents,
    pitch_class: note.pitchClass,
    in_scale: note.inScale,
    note_score: note.score,
    judgement: note.judgement,
    is_sounding: note.duration === null,
    string: note.string,
    fret: note.fret,
    source: note.source,
  };
}

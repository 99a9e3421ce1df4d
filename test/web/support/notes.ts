import type { Metrics, Note, Pitch, Session } from '../../../web/shared/wire.js';

const FLAGS = { bend: false, vibrato: false, slide: false, legato: false, chord: false, ghost: false };

/** An A that is perfectly in tune, unless something else is said. */
export function note(about: Partial<Note> = {}): Note {
  return {
    session_id: null,
    id: 'guitar:1',
    source: 'guitar',
    phase: 'judged',
    onset: 0,
    duration: null,
    midi: 57,
    hz: 220,
    cents: 0,
    name: 'A',
    octave: 3,
    pitch_class: 9,
    in_scale: true,
    score: 1,
    judgement: 'in-tune',
    confidence: 1,
    velocity: null,
    level: -12,
    string: null,
    fret: null,
    position_confidence: null,
    flags: FLAGS,
    ...about,
  };
}

export function ghost(about: Partial<Note> = {}): Note {
  return note({ flags: { ...FLAGS, ghost: true }, ...about });
}

export function pitch(about: Partial<Pitch> = {}): Pitch {
  return {
    session_id: null,
    source: 'guitar',
    hz: 220,
    midi: 57,
    cents: 0,
    clarity: 1,
    level: -12,
    ...about,
  };
}

export function session(about: Partial<Session> = {}): Session {
  return {
    session_id: '0193-session',
    user_id: null,
    start_time: new Date().toISOString(),
    scale_name: 'A Minor Pentatonic',
    root: 9,
    pitch_classes: [9, 0, 2, 4, 7],
    note_names: ['A', 'C', 'D', 'E', 'G'],
    strictness: 0.5,
    sensitivity: 0.5,
    ambient_lighting: true,
    enabled_metrics: ['pitch_accuracy', 'scale_conformity', 'timing_stability'],
    inputs: null,
    tuning: 'Standard',
    open_strings: [40, 45, 50, 55, 59, 64],
    a4: 440,
    ...about,
  };
}

export function metrics(about: Partial<Metrics> = {}): Metrics {
  return {
    session_id: '0193-session',
    pitch_accuracy: 0.89,
    scale_conformity: 0.8,
    timing_stability: 0.63,
    quality: 0.8,
    timing_cv: 0.1,
    timing_bias_ms: null,
    timing_mode: 'free',
    tempo: 96,
    notes_detected: 118,
    notes_in_scale: 116,
    notes_out_of_scale: 2,
    unique_notes_used: 4,
    visited: [9, 0, 2, 7],
    streak: 7,
    best_streak: 23,
    reasons: {
      pitch: 'Your G rings 22 cents flat.',
      scale: '4 of 5 notes visited. Only E is left.',
      timing: 'Sixteenths drift a little.',
    },
    ...about,
  };
}

import { z } from 'zod';
import type { SessionFeedback, SessionResult, SessionSummary } from '../events/index.js';
import { named } from './naming.js';
import { count, isoFrom, isoTime, pitchClass, score, sessionId } from './units.js';

export const metricName = z.enum(['pitch_accuracy', 'scale_conformity', 'timing_stability']);

const sessionShape = {
  session_id: sessionId,
  user_id: z.string().nullable(),
  start_time: isoTime,
  scale_name: z.string(),
  root: pitchClass,
  pitch_classes: z.array(pitchClass).describe('ascending from the root'),
  note_names: z.array(z.string()).describe('spelled names of pitch_classes, in the same order'),
  strictness: z.number().min(0).max(1),
  sensitivity: z.number().min(0).max(1),
  ambient_lighting: z.boolean(),
  enabled_metrics: z.array(metricName),
  inputs: z.array(z.string()).nullable().describe('input instances it listens to; null is all'),
  tuning: z.string(),
  open_strings: z.array(z.number().int()).describe('MIDI note numbers, low to high'),
  a4: z.number().describe('Hz'),
};

export const runningSession = named(
  'RunningSession',
  'What a running practice is about',
  z.object(sessionShape),
);
export type RunningSession = z.infer<typeof runningSession>;

export const sessionOutcome = named(
  'SessionOutcome',
  'How a practice ended',
  z.object({
    end_time: isoTime,
    duration_seconds: z.number().min(0),
    pitch_accuracy: score,
    scale_conformity: score,
    timing_stability: score,
    notes_detected_count: count,
    unique_notes_used: count,
    notes_in_scale: count,
    notes_out_of_scale: count,
    best_streak: count,
  }),
);
export type SessionOutcome = z.infer<typeof sessionOutcome>;

export const sessionData = named(
  'SessionChange',
  'A practice began or ended; `result` comes with the end',
  z.object({
    session_id: sessionId,
    state: z.enum(['started', 'ended']),
    session: runningSession,
    result: sessionOutcome.nullable(),
  }),
);
export type SessionData = z.infer<typeof sessionData>;

export function sessionToWire(session: SessionSummary): RunningSession {
  return {
    session_id: session.id,
    user_id: session.userId,
    start_time: isoFrom(session.startedAt),
    scale_name: session.scaleName,
    root: session.root,
    pitch_classes: [...session.pitchClasses],
    note_names: [...session.noteNames],
    strictness: session.strictness,
    sensitivity: session.sensitivity,
    ambient_lighting: session.ambientLighting,
    enabled_metrics: [...session.enabledMetrics],
    inputs: session.inputs && [...session.inputs],
    tuning: session.tuning,
    open_strings: [...session.openStrings],
    a4: session.a4,
  };
}

export function outcomeToWire(result: SessionResult): SessionOutcome {
  return {
    end_time: isoFrom(result.endedAt),
    duration_seconds: result.durationSeconds,
    pitch_accuracy: result.pitchAccuracy,
    scale_conformity: result.scaleConformity,
    timing_stability: result.timingStability,
    notes_detected_count: result.notesDetected,
    unique_notes_used: result.uniqueNotesUsed,
    notes_in_scale: result.notesInScale,
    notes_out_of_scale: result.notesOutOfScale,
    best_streak: result.bestStreak,
  };
}

export function sessionChangeToWire(change: SessionFeedback): SessionData {
  return {
    session_id: change.session.id,
    state: change.state,
    session: sessionToWire(change.session),
    result: change.state === 'ended' ? outcomeToWire(change.result) : null,
  };
}

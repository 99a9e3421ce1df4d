import { z } from 'zod';
import type { SessionFeedback, SessionResult, SessionSummary } from '../events/index.js';
import { named } from './naming.js';
import { count, isoFrom, isoTime, pitchClass, score, sessionId } from './units.js';

export const metricName = z.enum(['pitch_accuracy', 'scale_conformity', 'timing_stability']);

const planShape = {
  user_id: z.string().nullable(),
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

const plannedSession = z.object(planShape);
export type PlannedSession = z.infer<typeof plannedSession>;

export const sessionPrepared = named(
  'SessionPrepared',
  'What practices that start by themselves are about from now on',
  plannedSession.extend({ success: z.literal(true) }),
);

export const runningSession = named(
  'RunningSession',
  'What a running practice is about',
  z.object({ session_id: sessionId, start_time: isoTime, ...planShape }),
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

export function planToWire(plan: Omit<SessionSummary, 'id' | 'startedAt'>): PlannedSession {
  return {
    user_id: plan.userId,
    scale_name: plan.scaleName,
    root: plan.root,
    pitch_classes: [...plan.pitchClasses],
    note_names: [...plan.noteNames],
    strictness: plan.strictness,
    sensitivity: plan.sensitivity,
    ambient_lighting: plan.ambientLighting,
    enabled_metrics: [...plan.enabledMetrics],
    inputs: plan.inputs && [...plan.inputs],
    tuning: plan.tuning,
    open_strings: [...plan.openStrings],
    a4: plan.a4,
  };
}

export function sessionToWire(session: SessionSummary): RunningSession {
  return { session_id: session.id, start_time: isoFrom(session.startedAt), ...planToWire(session) };
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

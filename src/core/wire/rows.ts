import { z } from 'zod';
import { named } from './naming.js';
import { count, hertz, isoTime, midiNote, pitchClass, score, sessionId } from './units.js';

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(id: string, item: Item) {
  const next_cursor = z.string().nullable().describe('ask for the next page with it; null at the end');
  return named(id, 'A page of a list', z.object({ items: z.array(item), next_cursor }));
}

export const sessionRow = named(
  'Session',
  'A stored practice, with the column names of `sessions`; what only the end knows is null while it runs',
  z.object({
    id: sessionId,
    session_id: sessionId,
    user_id: z.string().nullable(),
    start_time: isoTime,
    end_time: isoTime.nullable(),
    duration_seconds: z.number().min(0).nullable(),
    scale_name: z.string(),
    strictness: z.number(),
    sensitivity: z.number(),
    pitch_accuracy: score,
    scale_conformity: score,
    timing_stability: score,
    notes_detected_count: count.nullable(),
    unique_notes_used: count.nullable(),
    notes_in_scale: count.nullable(),
    notes_out_of_scale: count.nullable(),
    ambient_lighting_enabled: z.boolean(),
    tuning: z.string().nullable(),
    scale_size: count.nullable(),
    metrics_version: z.number().int().nullable(),
  }),
);
export type SessionRow = z.infer<typeof sessionRow>;

export const metricRow = named(
  'SessionMetric',
  'One row of a session: one a played note and one heartbeat a second, with the column names of `session_metrics`',
  z.object({
    id: z.string(),
    session_id: sessionId,
    timestamp: isoTime,
    pitch_accuracy: score,
    scale_conformity: score,
    timing_stability: score,
    detected_pitch_hz: hertz,
    detected_midi: z.number().nullable().describe('a float: 60.5 is a quarter tone above middle C'),
    pitch_class: pitchClass.nullable(),
    in_scale: z.boolean().nullable(),
    note_detected: z.boolean().describe('false for heartbeats'),
  }),
);
export type MetricRowData = z.infer<typeof metricRow>;

export const noteRow = named(
  'NoteStatistics',
  'How one note of the neck went during a session',
  z.object({
    midi: midiNote,
    name: z.string(),
    octave: z.number().int(),
    pitch_class: pitchClass,
    in_scale: z.boolean(),
    count,
    mean_cents: z.number().nullable().describe('signed: below 0 is flat'),
    iqr_cents: z.number().min(0).nullable().describe('spread between the quartiles'),
    mean_score: score,
    share_wrong: z.number().min(0).max(1),
  }),
);
export type NoteRow = z.infer<typeof noteRow>;

const best = z.object({ value: score, session_id: sessionId.nullable(), date: isoTime.nullable() });

export const progressDay = named(
  'ProgressDay',
  "One day of practice in one scale; scores are means weighted by the sessions' notes",
  z.object({
    date: z.iso.date(),
    scale_name: z.string(),
    sessions: count,
    duration_seconds: z.number().min(0),
    notes_detected_count: count,
    pitch_accuracy: score,
    scale_conformity: score,
    timing_stability: score,
  }),
);

const overTheWeeks = z.object({
  items: z.array(progressDay),
  personal_bests: z.array(
    z.object({
      scale_name: z.string(),
      pitch_accuracy: best,
      scale_conformity: best,
      timing_stability: best,
    }),
  ),
  weakest_notes: z.array(noteRow),
});
export type ProgressData = z.infer<typeof overTheWeeks>;

export const progressOfAll = named(
  'ProgressOfAll',
  'What everyone who plays on this bridge has done over the weeks',
  overTheWeeks,
);

export const progress = named(
  'Progress',
  'What a player has done over the weeks',
  z.object({ user_id: z.string(), ...overTheWeeks.shape }),
);

/** The live state of a practice: all `null` while none runs. */
export const liveMetrics = named(
  'LiveMetrics',
  'The live state of a practice',
  z.object({
    is_running: z.boolean(),
    session_id: sessionId.nullable(),
    current_note: z.string().nullable().describe('the newest note, such as Eb4'),
    pitch_accuracy: score,
    scale_conformity: score,
    timing_stability: score,
    quality: score,
    target_scale: z.string().nullable(),
    notes_detected: count,
    streak: count,
    best_streak: count,
    debug_info: z.object({
      detected_hz: hertz,
      detected_midi: midiNote,
      cents: z.number().nullable(),
      pitch_class: pitchClass.nullable(),
      in_scale: z.boolean().nullable(),
      note_score: score,
      judgement: z.string().nullable(),
      is_sounding: z.boolean(),
      string: z.number().int().nullable(),
      fret: z.number().int().nullable(),
      source: z.string().nullable(),
      timing_cv: z.number().nullable(),
      timing_bias_ms: z.number().nullable(),
      timing_mode: z.enum(['free', 'grid']).nullable(),
      tempo: z.number().nullable(),
    }),
  }),
);
export type LiveMetrics = z.infer<typeof liveMetrics>;

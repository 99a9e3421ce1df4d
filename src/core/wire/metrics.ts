import { z } from 'zod';
import type { MetricsFeedback, QualityFeedback } from '../events/index.js';
import { named } from './naming.js';
import { judgement } from './note.js';
import { count, pitchClass, score, sessionId } from './units.js';

export const metricsData = named(
  'Metrics',
  'All scores at one instant, each with its reason',
  z.object({
    session_id: sessionId.nullable(),
    pitch_accuracy: score,
    scale_conformity: score,
    timing_stability: score,
    quality: score.describe('one number for lamps and overlays'),
    timing_cv: z.number().min(0).nullable().describe('coefficient of variation behind the timing score'),
    timing_bias_ms: z
      .number()
      .nullable()
      .describe('with a grid: median distance from the beat, negative is ahead'),
    timing_mode: z.enum(['free', 'grid']),
    tempo: z.number().positive().nullable().describe('beats per minute'),
    notes_detected: count,
    notes_in_scale: count,
    notes_out_of_scale: count,
    unique_notes_used: count,
    visited: z.array(pitchClass).describe('pitch classes of the scale that were played'),
    streak: count.describe('consecutive notes scored 0.7 or better'),
    best_streak: count,
    reasons: z
      .object({ pitch: z.string(), scale: z.string(), timing: z.string() })
      .describe("one teacher's sentence a score; empty when there is nothing to say"),
  }),
);
export type MetricsData = z.infer<typeof metricsData>;

export function metricsToWire({ metrics, reasons, sessionId: id }: MetricsFeedback): MetricsData {
  return {
    session_id: id,
    pitch_accuracy: metrics.pitchAccuracy,
    scale_conformity: metrics.scaleConformity,
    timing_stability: metrics.timingStability,
    quality: metrics.quality,
    timing_cv: metrics.timingCv,
    timing_bias_ms: metrics.timingBias,
    timing_mode: metrics.timingMode,
    tempo: metrics.tempo,
    notes_detected: metrics.notesDetected,
    notes_in_scale: metrics.notesInScale,
    notes_out_of_scale: metrics.notesOutOfScale,
    unique_notes_used: metrics.uniqueNotesUsed,
    visited: [...metrics.visited],
    streak: metrics.streak,
    best_streak: metrics.bestStreak,
    reasons,
  };
}

export const feedbackData = named(
  'Feedback',
  'What a lamp or any other ambient display should show now',
  z.object({
    session_id: sessionId.nullable(),
    quality: score.describe('smoothed; null is neutral'),
    strictness: z.number().min(0).max(1),
    judgement: judgement.nullable(),
    ambient_lighting: z.boolean(),
  }),
);
export type FeedbackData = z.infer<typeof feedbackData>;

export function feedbackToWire(feedback: QualityFeedback): FeedbackData {
  return {
    session_id: feedback.sessionId,
    quality: feedback.quality,
    strictness: feedback.strictness,
    judgement: feedback.judgement,
    ambient_lighting: feedback.ambientLighting,
  };
}

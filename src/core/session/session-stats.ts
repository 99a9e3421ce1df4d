import type { StoredSession } from './session-repository.js';

/** A session under the names of the table `sessions`, as libraries and the wire see it. Times are ISO-8601 with `Z`. */
export interface SessionStats {
  readonly id: string;
  readonly session_id: string;
  readonly user_id: string | null;
  readonly start_time: string;
  readonly end_time: string | null;
  readonly duration_seconds: number | null;
  readonly scale_name: string;
  readonly strictness: number;
  readonly sensitivity: number;
  readonly pitch_accuracy: number | null;
  readonly scale_conformity: number | null;
  readonly timing_stability: number | null;
  readonly notes_detected_count: number | null;
  readonly unique_notes_used: number | null;
  readonly notes_in_scale: number | null;
  readonly notes_out_of_scale: number | null;
  readonly ambient_lighting_enabled: boolean;
  readonly tuning: string | null;
  readonly scale_size: number | null;
  readonly metrics_version: number | null;
}

export function sessionStats(session: StoredSession): SessionStats {
  return {
    id: session.id,
    session_id: session.id,
    user_id: session.userId,
    start_time: session.startTime.toISOString(),
    end_time: session.endTime?.toISOString() ?? null,
    duration_seconds: session.durationSeconds,
    scale_name: session.scaleName,
    strictness: session.strictness,
    sensitivity: session.sensitivity,
    pitch_accuracy: session.pitchAccuracy,
    scale_conformity: session.scaleConformity,
    timing_stability: session.timingStability,
    notes_detected_count: session.notesDetected,
    unique_notes_used: session.uniqueNotesUsed,
    notes_in_scale: session.notesInScale,
    notes_out_of_scale: session.notesOutOfScale,
    ambient_lighting_enabled: session.ambientLighting,
    tuning: session.tuning,
    scale_size: session.scaleSize,
    metrics_version: session.metricsVersion,
  };
}

import type { Progress, SessionRow } from '../../shared/wire.js';
import { isoDay } from './calendar.js';

type Best = Progress['personal_bests'][number];
type ScoreName = 'pitch_accuracy' | 'scale_conformity' | 'timing_stability';

function best(sessions: readonly SessionRow[], score: ScoreName): Best['pitch_accuracy'] {
  const told = sessions.filter((session) => session[score] !== null);
  const [top] = told.sort((a, b) => (b[score] ?? 0) - (a[score] ?? 0));
  return { value: top?.[score] ?? null, session_id: top?.session_id ?? null, date: top?.start_time ?? null };
}

function bestsOf(scale_name: string, sessions: readonly SessionRow[]): Best {
  return {
    scale_name,
    pitch_accuracy: best(sessions, 'pitch_accuracy'),
    scale_conformity: best(sessions, 'scale_conformity'),
    timing_stability: best(sessions, 'timing_stability'),
  };
}

/** Progress counted from a list of sessions, for players who gave no name. Single notes are not known here. */
export function progressFrom(sessions: readonly SessionRow[]): Progress {
  const ended = sessions.filter(({ end_time }) => end_time !== null);
  const scales = [...new Set(ended.map(({ scale_name }) => scale_name))];
  return {
    user_id: '',
    items: ended.map((session) => ({
      date: isoDay(new Date(session.start_time)),
      scale_name: session.scale_name,
      sessions: 1,
      duration_seconds: session.duration_seconds ?? 0,
      notes_detected_count: session.notes_detected_count ?? 0,
      pitch_accuracy: session.pitch_accuracy,
      scale_conformity: session.scale_conformity,
      timing_stability: session.timing_stability,
    })),
    personal_bests: scales.map((name) =>
      bestsOf(
        name,
        ended.filter(({ scale_name }) => scale_name === name),
      ),
    ),
    weakest_notes: [],
  };
}

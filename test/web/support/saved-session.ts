import type { MetricRow } from '../../../web/dashboard/history/series.js';
import type { Progress, SessionRow } from '../../../web/shared/wire.js';
import type { FakeBridge } from './fake-bridge.js';

/** 24 minutes in A minor blues, an hour ago. */
export const SAVED: SessionRow = {
  id: '0193-session',
  session_id: '0193-session',
  user_id: null,
  start_time: new Date(Date.now() - 3_600_000).toISOString(),
  end_time: new Date(Date.now() - 2_160_000).toISOString(),
  duration_seconds: 1440,
  scale_name: 'A Minor Blues',
  strictness: 0.5,
  sensitivity: 0.5,
  pitch_accuracy: 0.83,
  scale_conformity: 1,
  timing_stability: 0.71,
  notes_detected_count: 214,
  unique_notes_used: 6,
  notes_in_scale: 205,
  notes_out_of_scale: 9,
  ambient_lighting_enabled: true,
  tuning: 'Standard',
  scale_size: 6,
  metrics_version: 1,
};

const G_IS_FLAT = {
  midi: 55,
  name: 'G',
  octave: 3,
  pitch_class: 7,
  in_scale: true,
  count: 27,
  mean_cents: -22,
  iqr_cents: 6,
  mean_score: 0.58,
  share_wrong: 0.1,
};

/** A moment of its series, without anything heard unless `about` says so. */
export function row(second: number, about: Partial<MetricRow> = {}): MetricRow {
  return {
    id: String(second),
    session_id: '0193-session',
    timestamp: new Date(Date.parse(SAVED.start_time) + second * 1000).toISOString(),
    pitch_accuracy: null,
    scale_conformity: null,
    timing_stability: null,
    detected_pitch_hz: null,
    detected_midi: null,
    pitch_class: null,
    in_scale: null,
    note_detected: false,
    ...about,
  };
}

/** Three of its rows, as its pitch got better. */
export const SERIES = [
  row(0, { pitch_accuracy: 0.5, scale_conformity: 0.2 }),
  row(60, { pitch_accuracy: 0.6, scale_conformity: 0.6, timing_stability: 0.4 }),
  row(119, { pitch_accuracy: 0.8, scale_conformity: 1, timing_stability: 0.7 }),
];

const BEST = { value: 0.83, session_id: '0193-session', date: SAVED.start_time };
const NO_BEST = { value: null, session_id: null, date: null };

/** That session, and one of the day before. */
const PROGRESS: Progress = {
  items: [0, 1].map((daysAgo) => ({
    date: new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10),
    scale_name: 'A Minor Blues',
    sessions: 1,
    duration_seconds: 1440,
    notes_detected_count: 214,
    pitch_accuracy: 0.83 - daysAgo * 0.1,
    scale_conformity: 1,
    timing_stability: daysAgo ? null : 0.71,
  })),
  personal_bests: [
    { scale_name: 'A Minor Blues', pitch_accuracy: BEST, scale_conformity: BEST, timing_stability: NO_BEST },
  ],
  weakest_notes: [G_IS_FLAT, { ...G_IS_FLAT, midi: 57, name: 'A', octave: 3, mean_cents: 0, mean_score: 1 }],
};

/** The same a day earlier, not as well played. */
const EARLIER: SessionRow = {
  ...SAVED,
  id: '0192-session',
  session_id: '0192-session',
  start_time: new Date(Date.parse(SAVED.start_time) - 86_400_000).toISOString(),
  pitch_accuracy: 0.6,
};

/** Notes of one in turn so many cents flat. */
function playedRows(cents: readonly number[]): MetricRow[] {
  return Array.from({ length: 64 }, (_, index) =>
    row(index, {
      pitch_accuracy: 0.6,
      timing_stability: 0.7,
      detected_midi: 55 - (cents[index % cents.length] ?? 0) / 100,
      in_scale: true,
      note_detected: true,
    }),
  );
}

/** Two sessions with their notes, so that one can be held against the other. */
export function answerCompared(bridge: FakeBridge): void {
  answerSaved(bridge);
  bridge.answers.set('GET /sessions', () => ({ body: { items: [SAVED, EARLIER], next_cursor: null } }));
  for (const [id, cents] of [
    ['0193-session', [0, 8, 14]],
    ['0192-session', [10, 24, 40]],
  ] as const)
    bridge.answers.set(`GET /sessions/${id}/metrics`, () => ({
      body: { items: playedRows(cents), next_cursor: null },
    }));
}

/** A bridge that has saved this one session, without its series. */
export function answerSaved(bridge: FakeBridge): void {
  const answer = (path: string, body: unknown) => bridge.answers.set(`GET ${path}`, () => ({ body }));
  answer('/sessions', { items: [SAVED], next_cursor: null });
  answer('/sessions/progress', PROGRESS);
  answer('/sessions/0193-session', SAVED);
  answer('/sessions/0193-session/notes', { items: [G_IS_FLAT], next_cursor: null });
  answer('/sessions/0193-session/metrics', { items: [], next_cursor: null });
}

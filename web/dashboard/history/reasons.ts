import { counted } from '../../shared/format.js';
import type { SessionRow } from '../../shared/wire.js';
import type { MetricRow } from './series.js';

/** The live scores look back over so many notes. */
const PITCH_WINDOW = 32;
const TIMING_WINDOW = 16;

/** `95, at minute 19`: where a live score was highest, once it rests on enough notes. */
function best(
  rows: readonly MetricRow[],
  score: 'pitch_accuracy' | 'timing_stability',
  window: number,
  start: number,
): string | null {
  const notes = rows.filter(({ note_detected }) => note_detected).slice(window - 1);
  const told = notes.flatMap((row) => (row[score] === null ? [] : [{ row, value: row[score] }]));
  const [top] = told.sort((a, b) => b.value - a.value);
  if (!top) return null;
  const minute = Math.floor((Date.parse(top.row.timestamp) - start) / 60_000) + 1;
  return `${Math.round(top.value * 100)}, in minute ${minute}`;
}

/** One sentence under each score of a session that has ended. */
export function reasonsOf(session: SessionRow, rows: readonly MetricRow[]) {
  const start = Date.parse(session.start_time);
  const notes = session.notes_detected_count ?? 0;
  const pitch = best(rows, 'pitch_accuracy', PITCH_WINDOW, start);
  const timing = best(rows, 'timing_stability', TIMING_WINDOW, start);
  const [visited, size] = [session.unique_notes_used ?? 0, session.scale_size];
  const all = visited === size ? `All ${size} notes.` : `${visited} of ${size ?? '–'} notes.`;
  const none = session.timing_stability === null;
  return {
    pitch: pitch ? `Best ${PITCH_WINDOW} notes: ${pitch}.` : `Mean over ${counted(notes, 'note')}.`,
    scale: `${all} ${session.notes_out_of_scale ?? 0} of ${notes} outside.`,
    timing: timing
      ? `Steadiest ${TIMING_WINDOW} notes: ${timing}.`
      : none
        ? 'Needs three notes to say something.'
        : 'How even your notes came.',
  };
}

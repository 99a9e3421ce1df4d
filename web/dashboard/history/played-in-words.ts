import { hitOf } from '../../../src/core/session/history/note-statistics.js';
import { centsInWords, shownName } from '../../shared/format.js';
import type { NoteRow, SessionRow } from '../../shared/wire.js';
import type { MetricRow } from './series.js';

/** Says what a row of a session was: `G3, 22 cents flat`; nothing for a heartbeat. */
export function playedInWords(
  { scale_name, strictness }: SessionRow,
  notes: readonly NoteRow[],
): (row: MetricRow) => string {
  const names = new Map(notes.map(({ midi, name, octave }) => [midi, `${shownName(name)}${octave}`]));
  return ({ note_detected, detected_midi, in_scale }) => {
    if (!note_detected || detected_midi === null) return '';
    const name = names.get(Math.floor(detected_midi + 0.5)) ?? 'A note';
    if (!in_scale) return `${name}, outside the scale`;
    const { cents } = hitOf({ scaleName: scale_name, strictness, pitch: detected_midi, inScale: true });
    return `${name}, ${centsInWords(cents)}`;
  };
}

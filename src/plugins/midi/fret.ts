import type { NoteNumber } from '../../core/plugin/index.js';

const LAST_FRET = 24;

/** Where a string plays that note; `null` beyond its frets. `openStrings` run low to high, string 1 is the highest. */
export function fretOf(note: NoteNumber, string: number, openStrings: readonly NoteNumber[]): number | null {
  const open = openStrings.at(-string);
  const fret = open === undefined ? -1 : Math.round(note) - open;
  return fret >= 0 && fret <= LAST_FRET ? fret : null;
}

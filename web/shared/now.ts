import { type Judged, judgePitch } from './judgement.js';
import type { Note, Pitch } from './wire.js';

/** What sounds now, as one glance needs it. */
export interface Now {
  readonly name: string | null;
  readonly octave: number | null;
  readonly cents: number | null;
  readonly judged: Judged;
  readonly isSounding: boolean;
  /** 0 to 1, how loud. */
  readonly swell: number;
}

/** Names of the pitch classes where no scale spells them. */
export const SHARPS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const SILENT: Judged = { score: null, cents: null, judgement: 'unscored' };

/** -60 dB is nothing, -6 dB is all. */
export function swellOf(level: number | null): number {
  return level === null ? 0 : Math.min(1, Math.max(0, (level + 60) / 54));
}

/** While a note sounds its pitch moves the strip; what lies outside the scale stays outside however well it is in tune. */
export function nowOf(note: Note | null, pitch: Pitch | null, strictness: number): Now {
  const isHeard = pitch !== null && pitch.midi !== null && pitch.cents !== null;
  const isSame = note !== null && (!isHeard || pitch.midi === note.midi);
  const cents = isHeard ? pitch.cents : (note?.cents ?? null);
  const live = cents === null ? SILENT : judgePitch(cents, strictness);
  const isOutside = isSame && note.in_scale === false;
  return {
    name: isSame ? note.name : isHeard ? (SHARPS[(pitch.midi ?? 0) % 12] ?? null) : null,
    octave: isSame ? note.octave : isHeard ? Math.floor((pitch.midi ?? 0) / 12) - 1 : null,
    cents,
    judged: isOutside ? { ...live, score: 0, judgement: 'outside' } : live,
    isSounding: isHeard || (note !== null && note.phase !== 'released'),
    swell: isHeard ? swellOf(pitch.level) : 0,
  };
}

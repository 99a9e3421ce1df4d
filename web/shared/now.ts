import { clamp } from './clamp.js';
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
  return level === null ? 0 : clamp((level + 60) / 54);
}

/** What a pitch is called before it is a note. */
function named(midi: number): Pick<Now, 'name' | 'octave'> {
  return { name: SHARPS[midi % 12] ?? null, octave: Math.floor(midi / 12) - 1 };
}

/** While a note sounds its pitch moves the strip; what lies outside the scale stays outside however well it is in tune. */
export function nowOf(note: Note | null, pitch: Pitch | null, strictness: number): Now {
  const heard = pitch?.midi == null || pitch.cents === null ? null : pitch;
  const shown = heard && heard.midi !== note?.midi ? null : note;
  const cents = (heard ?? note)?.cents ?? null;
  const live = cents === null ? SILENT : judgePitch(cents, strictness);
  const { name = null, octave = null } = shown ?? (heard ? named(heard.midi ?? 0) : {});
  return {
    name,
    octave,
    cents,
    judged: shown?.in_scale === false ? { ...live, score: 0, judgement: 'outside' } : live,
    isSounding: heard !== null || (note !== null && note.phase !== 'released'),
    swell: heard ? swellOf(heard.level) : 0,
  };
}

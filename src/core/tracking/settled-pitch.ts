import { centsFromNearestNote, nearestNote } from '../music/note-number.js';
import type { Cents, Milliseconds, NoteNumber } from '../music/units.js';
import { findGlide, type Glide } from './glide.js';
import type { PitchTrace } from './pitch-trace.js';
import { findVibrato, type Vibrato } from './vibrato.js';

/** What is judged of a bent note: where it arrives, nothing, or the middle of all of it. */
export type BendPolicy = 'arrival' | 'ignore' | 'strict';

/** The last word on the pitch of a note. */
export interface SettledPitch {
  /** As a float: what was heard. */
  readonly pitch: NoteNumber;
  readonly note: NoteNumber;
  /** Distance to judge; `null` when the pitch is not to be judged. */
  readonly cents: Cents | null;
  readonly hasVibrato: boolean;
  readonly isBent: boolean;
  readonly isSlid: boolean;
}

/** The attack is skipped: 15 % of the note, but 30 to 60 ms. */
const ATTACK = { share: 0.15, shortest: 30, longest: 60 };
/** So is the end, where the finger lifts. */
const END_SHARE = 0.1;
/** Movements are looked for in notes of this length, at this distance. */
const SHORTEST_MOVING: Milliseconds = 120;
const STEP: Milliseconds = 10;
/** Nobody bends farther than this, in semitones. */
const WIDEST_BEND = 4.5;

/** The pitch to be judged of a note that has sounded from `start` to `end`. */
export function settledPitch(
  trace: PitchTrace,
  start: Milliseconds,
  end: Milliseconds,
  bends: BendPolicy,
): SettledPitch {
  const length = end - start;
  const from = start + Math.min(ATTACK.longest, Math.max(ATTACK.shortest, ATTACK.share * length));
  const to = end - END_SHARE * length;
  const middle = trace.median(from, to);
  const points = length < SHORTEST_MOVING ? [] : trace.resample(from, to, STEP);
  const vibrato = findVibrato(points);
  const glide = findGlide(points);
  const moves = {
    hasVibrato: vibrato !== null,
    isBent: glide !== null && !isSlide(glide),
    isSlid: glide !== null && isSlide(glide),
  };
  if (bends === 'strict') return { ...plain(middle), ...moves };
  if (vibrato && 2 * vibrato.duration >= to - from) return { ...within(vibrato, middle), ...moves };
  if (!glide) return { ...plain(middle), ...moves };
  return bends === 'ignore'
    ? { ...plain(glide.from), ...moves, cents: null }
    : { ...plain(glide.to), ...moves };
}

/** A string can only be bent up, and not far; whatever else glides is a slide. */
function isSlide({ from, to }: Glide): boolean {
  return to < from || to - from > WIDEST_BEND;
}

function plain(pitch: NoteNumber): Pick<SettledPitch, 'pitch' | 'note' | 'cents'> {
  return { pitch, note: nearestNote(pitch), cents: centsFromNearestNote(pitch) };
}

/** Vibrato on a guitar only goes sharp: the fretted note is at the bottom, and all between bottom and top is in tune. */
function within({ low, high }: Vibrato, pitch: NoteNumber): Pick<SettledPitch, 'pitch' | 'note' | 'cents'> {
  const note = nearestNote(low);
  const cents = 100 * (low > note ? low - note : Math.min(0, high - note));
  return { pitch, note, cents };
}

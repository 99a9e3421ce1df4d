import { nameOfPitchClass, octaveOfName, parseNoteName } from './note-name.js';
import { pitchClassOf } from './note-number.js';
import type { Cents, NoteNumber, PitchClass } from './units.js';

/** A scale on a root. */
export interface Scale {
  /** Canonical, with the root as the player spelled it: `A Minor Pentatonic`. */
  readonly name: string;
  readonly root: PitchClass;
  /** Ascending from the root. */
  readonly pitchClasses: readonly PitchClass[];
  /** Spelled names of `pitchClasses`, in the same order: `Eb`, `F#`. */
  readonly noteNames: readonly string[];
  /** Distance of each degree above the root, 0 to 1200 (excluded), in the same order: the pitches to aim for. */
  readonly degrees: readonly Cents[];
}

/** Where a pitch stands against a scale. */
export interface ScalePlace {
  readonly isInScale: boolean;
  /** Distance to the nearest pitch of the scale, or to the nearest semitone when that is another note. */
  readonly cents: Cents;
  /** The class that was meant. */
  readonly pitchClass: PitchClass;
}

/**
 * Places a note `cents` away from `note` in the scale. A degree is meant when it is at most half a semitone away,
 * so that scales whose degrees lie between the semitones work as well as tempered ones.
 */
export function placeInScale(
  scale: Pick<Scale, 'root' | 'pitchClasses' | 'degrees'>,
  note: NoteNumber,
  cents: Cents,
): ScalePlace {
  const aboveRoot = 100 * (note - scale.root) + cents;
  let nearest = Number.POSITIVE_INFINITY;
  let nearestAt = 0;
  for (let at = 0; at < scale.degrees.length; at += 1) {
    const away = wrapOctave(aboveRoot - (scale.degrees[at] ?? 0));
    if (Math.abs(away) >= Math.abs(nearest)) continue;
    nearest = away;
    nearestAt = at;
  }
  return nearest >= -50 && nearest < 50
    ? { isInScale: true, cents: nearest, pitchClass: scale.pitchClasses[nearestAt] ?? 0 }
    : { isInScale: false, cents, pitchClass: pitchClassOf(note) };
}

/** Into -600 (included) to 600. */
function wrapOctave(cents: Cents): Cents {
  return cents - 1200 * Math.floor((cents + 600) / 1200);
}

/** The name of a note where this scale is practised: the scale's own spelling, else a name in its manner. */
export function nameInScale(
  scale: Pick<Scale, 'pitchClasses' | 'noteNames'>,
  pitchClass: PitchClass,
): string {
  const own = scale.noteNames[scale.pitchClasses.indexOf(pitchClass)];
  return own ?? nameOfPitchClass(pitchClass, mannerOf(scale.noteNames));
}

/** Name and octave, such as `Eb4`. */
export function fullNameInScale(scale: Pick<Scale, 'pitchClasses' | 'noteNames'>, note: NoteNumber): string {
  const name = nameInScale(scale, pitchClassOf(note));
  return `${name}${octaveOfName(name, note)}`;
}

function mannerOf(noteNames: readonly string[]): 'sharps' | 'flats' | 'common' {
  const accidentals = noteNames.map((name) => parseNoteName(name)?.accidental ?? 0);
  if (accidentals.some((accidental) => accidental < 0)) return 'flats';
  return accidentals.some((accidental) => accidental > 0) ? 'sharps' : 'common';
}

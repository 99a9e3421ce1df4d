import { octaveOf, pitchClassOf } from './note-number.js';
import type { NoteNumber, PitchClass } from './units.js';

/** A letter and its accidentals: `{ letter: 'E', accidental: -1 }` is E flat. */
export interface NoteName {
  readonly letter: Letter;
  /** Semitones the accidentals add: 1 for a sharp, -1 for a flat. */
  readonly accidental: number;
}

export const LETTERS = ['C', 'D', 'E', 'F', 'G', 'A', 'B'] as const;
export type Letter = (typeof LETTERS)[number];

const LETTER_CLASSES: Readonly<Record<Letter, PitchClass>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const ACCIDENTALS: Readonly<Record<string, number>> = {
  '': 0,
  '#': 1,
  '♯': 1,
  sharp: 1,
  '##': 2,
  '♯♯': 2,
  x: 2,
  b: -1,
  '♭': -1,
  flat: -1,
  bb: -2,
  '♭♭': -2,
};

const SHARP_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const FLAT_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'] as const;
/** The names guitarists use most where no scale says otherwise. */
const COMMON_NAMES = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'] as const;

/** Reads `Eb`, `e♭`, `F##`, `B flat`; `null` when it is no note name. */
export function parseNoteName(text: string): NoteName | null {
  const [, letter = '', mark = ''] = /^([a-g])\s*(.*)$/i.exec(text.trim()) ?? [];
  const accidental = Object.hasOwn(ACCIDENTALS, mark.toLowerCase())
    ? ACCIDENTALS[mark.toLowerCase()]
    : undefined;
  return letter && accidental !== undefined ? { letter: letter.toUpperCase() as Letter, accidental } : null;
}

/** `Eb`, `F#`, `C##`: plain ASCII; pages draw the signs. */
export function formatNoteName({ letter, accidental }: NoteName): string {
  return letter + (accidental < 0 ? 'b' : '#').repeat(Math.abs(accidental));
}

export function pitchClassOfName({ letter, accidental }: NoteName): PitchClass {
  return pitchClassOf(LETTER_CLASSES[letter] + accidental);
}

/** A single name for a class, with sharps, with flats, or as guitarists mostly say it. */
export function nameOfPitchClass(
  pitchClass: PitchClass,
  style: 'sharps' | 'flats' | 'common' = 'common',
): string {
  const names = style === 'sharps' ? SHARP_NAMES : style === 'flats' ? FLAT_NAMES : COMMON_NAMES;
  return names[pitchClassOf(pitchClass)] ?? 'C';
}

/** The octave that belongs to a spelled note: 60 is C4, but also B#3. */
export function octaveOfName(name: string, note: NoteNumber): number {
  return octaveOf(note - (parseNoteName(name)?.accidental ?? 0));
}

/** Reads `E2`, `Bb3`, `f#4`; `null` when it is no note with an octave. */
export function noteNumberFromName(text: string): NoteNumber | null {
  const [, name = '', octave = ''] = /^(.*?)(-?\d+)$/.exec(text.trim()) ?? [];
  const spelled = parseNoteName(name);
  return spelled && 12 * (Number(octave) + 1) + LETTER_CLASSES[spelled.letter] + spelled.accidental;
}

import type { Cents, Hertz, NoteNumber, PitchClass } from './units.js';

/** MIDI number of concert A. */
const A4_NOTE_NUMBER = 69;

/** Concert pitch where nothing else is said. */
export const CONCERT_A4: Hertz = 440;

/** A float: 445 Hz is 69.196. `frequency` must be positive. */
export function noteNumberFromFrequency(frequency: Hertz, a4: Hertz = CONCERT_A4): NoteNumber {
  return A4_NOTE_NUMBER + 12 * Math.log2(frequency / a4);
}

export function frequencyFromNoteNumber(noteNumber: NoteNumber, a4: Hertz = CONCERT_A4): Hertz {
  return a4 * 2 ** ((noteNumber - A4_NOTE_NUMBER) / 12);
}

/** The note a pitch is nearest to; halves go up, so that the distance runs from -50 (included) to 50. */
export function nearestNote(noteNumber: NoteNumber): NoteNumber {
  return Math.floor(noteNumber + 0.5);
}

export function centsFromNearestNote(noteNumber: NoteNumber): Cents {
  return 100 * (noteNumber - nearestNote(noteNumber));
}

/** 0 is C, 11 is B; works below zero too. */
export function pitchClassOf(note: NoteNumber): PitchClass {
  return ((note % 12) + 12) % 12;
}

/** Scientific octave of a note: 60 lies in octave 4. */
export function octaveOf(note: NoteNumber): number {
  return Math.floor(note / 12) - 1;
}

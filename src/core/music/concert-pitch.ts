import { CONCERT_A4, centsFromNearestNote, noteNumberFromFrequency } from './note-number.js';
import type { Cents, Hertz } from './units.js';

export const LOWEST_A4: Hertz = 400;
export const HIGHEST_A4: Hertz = 480;
/** Concert pitches in use: baroque, French and Verdi's wishes, the common one, and those of brighter orchestras. */
export const A4_PRESETS: readonly Hertz[] = [415, 430, 432, 440, 442, 443];

/** Whether a number can be a concert pitch: 400 to 480. */
export function isConcertPitch(a4: Hertz): boolean {
  return a4 >= LOWEST_A4 && a4 <= HIGHEST_A4;
}

/** To a tenth of a hertz, within 400 to 480. */
export function roundA4(a4: Hertz): Hertz {
  return Math.min(HIGHEST_A4, Math.max(LOWEST_A4, Math.round(a4 * 10) / 10));
}

/** The concert pitch at which a played note would be in tune; the note meant is the one nearest at `a4`. */
export function a4FromPlayedNote(frequency: Hertz, a4: Hertz = CONCERT_A4): Hertz {
  return a4FromOffset(centsFromNearestNote(noteNumberFromFrequency(frequency, a4)), a4);
}

/** The concert pitch that takes a common offset of all notes away. */
export function a4FromOffset(cents: Cents, a4: Hertz = CONCERT_A4): Hertz {
  return roundA4(a4 * 2 ** (cents / 1200));
}

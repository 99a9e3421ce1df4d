import {
  formatNoteName,
  LETTERS,
  type NoteName,
  nameOfPitchClass,
  parseNoteName,
  pitchClassOfName,
} from './note-name.js';
import { pitchClassOf } from './note-number.js';
import type { PitchClass } from './units.js';

const MAJOR_STEPS = [0, 2, 4, 5, 7, 9, 11];

/** One degree of a formula: `b3` is letter step 2, semitone 3. */
export interface Degree {
  readonly letterStep: number;
  readonly semitones: number;
}

/** Reads `1 b3 4 5 b7`. */
export function parseFormula(formula: string): Degree[] {
  return formula.split(' ').map((token) => {
    const letterStep = Number(token.replace(/[b#]/g, '')) - 1;
    const accidental = (token.match(/#/g)?.length ?? 0) - (token.match(/b/g)?.length ?? 0);
    return { letterStep, semitones: (MAJOR_STEPS[letterStep] ?? 0) + accidental };
  });
}

/**
 * The degrees' names on a root, one letter a degree. Where that needs double accidentals, plain names in the root's
 * manner read better on a fretboard: A# major is A# C D D# F G A.
 */
export function spellDegrees(root: NoteName, degrees: readonly Degree[]): string[] {
  const names = degrees.map((degree) => spellDegree(root, degree));
  if (names.every(({ accidental }) => Math.abs(accidental) <= 1)) return names.map(formatNoteName);
  const manner = root.accidental < 0 ? 'flats' : 'sharps';
  return degrees.map(({ semitones }, at) =>
    at === 0 ? formatNoteName(root) : nameOfPitchClass(pitchClassOfName(root) + semitones, manner),
  );
}

function spellDegree(root: NoteName, { letterStep, semitones }: Degree): NoteName {
  const letter = LETTERS[(LETTERS.indexOf(root.letter) + letterStep) % 7] ?? 'C';
  const plain = pitchClassOfName({ letter, accidental: 0 });
  const accidental = pitchClassOf(pitchClassOfName(root) + semitones - plain + 6) - 6;
  return { letter, accidental };
}

/** The root's name that needs the fewest accidentals: Bb major, but A# in B major. */
export function defaultRootName(root: PitchClass, degrees: readonly Degree[]): NoteName {
  // On equal terms the name guitarists use more stands first.
  const candidates = (['common', 'flats', 'sharps'] as const)
    .map((manner) => parseNoteName(nameOfPitchClass(root, manner)))
    .filter((name) => name !== null);
  const cost = (name: NoteName) =>
    degrees.reduce((sum, degree) => sum + Math.abs(spellDegree(name, degree).accidental), 0);
  return candidates.reduce((best, name) => (cost(name) < cost(best) ? name : best));
}

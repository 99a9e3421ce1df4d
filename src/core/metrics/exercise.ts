import type { Cents, NoteNumber, Score } from '../music/units.js';
import { pitchScore } from './pitch-accuracy.js';

/** A played pitch, and the note the exercise asked for. */
export interface ExerciseNote {
  /** A float. */
  readonly played: NoteNumber;
  readonly expected: NoteNumber;
}

/** The score of a note whose pitch is known beforehand: nothing from a quarter tone on. */
export function exerciseScore(
  { played, expected }: ExerciseNote,
  options: { readonly strictness: number; readonly isOctaveStrict?: boolean },
): Score {
  const cents = distance(played, expected, options.isOctaveStrict ?? false);
  return pitchScore({ cents, isInScale: Math.abs(cents) <= 50 }, options.strictness);
}

function distance(played: NoteNumber, expected: NoteNumber, isOctaveStrict: boolean): Cents {
  const cents = 100 * (played - expected);
  return isOctaveStrict ? cents : cents - 1200 * Math.round(cents / 1200);
}

/** An interval that was asked for, and what was played instead. */
export interface IntervalConfusion {
  /** Semitones from the note before, signed. */
  readonly intended: number;
  readonly played: number;
  readonly count: number;
}

/** Which intervals are played for which, the most frequent mistake first. Right intervals are left out. */
export function intervalConfusion(notes: readonly ExerciseNote[]): IntervalConfusion[] {
  const countsByPair = new Map<string, { intended: number; played: number; count: number }>();
  notes.slice(1).forEach((note, at) => {
    const before = notes[at] ?? note;
    const intended = note.expected - before.expected;
    const played = Math.round(note.played) - Math.round(before.played);
    if (intended === played) return;
    const pair = countsByPair.get(`${intended} ${played}`) ?? { intended, played, count: 0 };
    countsByPair.set(`${intended} ${played}`, { ...pair, count: pair.count + 1 });
  });
  return [...countsByPair.values()].sort((a, b) => b.count - a.count);
}

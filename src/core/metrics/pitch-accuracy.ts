import type { Cents, Score } from '../music/units.js';
import { PITCH_DEAD_ZONE, PITCH_ZERO } from './constants.js';
import { limitAt, scoreBetween } from './strictness.js';

/** A note as pitch accuracy sees it. */
export interface PitchedNote {
  /** Distance from the note that was meant. */
  readonly cents: Cents;
  readonly isInScale: boolean;
}

/** The score of one note: 0 outside the scale, else by its distance. */
export function pitchScore({ cents, isInScale }: PitchedNote, strictness: number): Score {
  if (!isInScale) return 0;
  return scoreBetween(Math.abs(cents), limitAt(PITCH_DEAD_ZONE, strictness), limitAt(PITCH_ZERO, strictness));
}

/** Mean score of all notes, 0 (wrong notes) to 1 (perfectly in tune); `null` without notes. */
export function pitchAccuracy(
  notes: readonly { readonly cents: Cents; readonly inScale: boolean }[],
  options: { readonly strictness: number },
): Score | null {
  if (notes.length === 0) return null;
  const scores = notes.map(({ cents, inScale }) =>
    pitchScore({ cents, isInScale: inScale }, options.strictness),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

import type { NoteNumber } from '../../core/plugin/index.js';

export const LAST_FRET = 24;
/** Frets a hand reaches without moving. */
const HAND_SPAN = 4;
const OPEN_STRING_COST = 1;

export interface Position {
  readonly string: number;
  readonly fret: number;
  /** How sure that is, 0 to 1. */
  readonly positionConfidence: number;
}

/** Where a string plays that note; `null` beyond its frets. */
export function fretOf(note: NoteNumber, string: number, openStrings: readonly NoteNumber[]): number | null {
  const open = openStrings.at(-string);
  const fret = open === undefined ? -1 : Math.round(note) - open;
  return fret >= 0 && fret <= LAST_FRET ? fret : null;
}

/** Guesses string and fret of notes whose device does not tell: the nearest place to where the hand was. */
export class PositionGuess {
  private hand = 0;

  constructor(private readonly openStrings: readonly NoteNumber[]) {}

  /** `null` for notes that the instrument does not have on a free string. */
  place(note: NoteNumber, busyStrings: ReadonlySet<number>): Position | null {
    const places = this.openStrings
      .map((_, index) => ({ string: index + 1, fret: fretOf(note, index + 1, this.openStrings) }))
      .filter((place): place is { string: number; fret: number } => place.fret !== null)
      .filter(({ string }) => !busyStrings.has(string))
      .map((place) => ({ ...place, cost: this.cost(place.fret) }))
      .sort((a, b) => a.cost - b.cost);
    const [best] = places;
    if (!best) return null;
    if (best.fret > 0) this.hand = best.fret;
    const rivals = places.filter(({ cost }) => cost <= Math.max(best.cost, HAND_SPAN)).length;
    return { string: best.string, fret: best.fret, positionConfidence: 0.9 / rivals };
  }

  private cost(fret: number): number {
    return fret === 0 ? OPEN_STRING_COST : Math.abs(fret - this.hand);
  }
}

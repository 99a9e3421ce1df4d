import type { NoteNumber } from '../music/units.js';

/** A place on the fretboard. */
export interface Position {
  /** 1 is the highest string. */
  readonly string: number;
  /** From the nut, or from the capo. */
  readonly fret: number;
  /** 1 when the device tells it, less when it was inferred. */
  readonly confidence: number;
}

const HIGHEST_FRET = 24;
/** First position, until something else is heard. */
const START_FRET = 2.5;
/** Fingers reach this far from the middle of the hand. */
const REACH = 2;
/** What an open string costs against a finger in reach, what a fret within reach costs, and one beyond it. */
const OPEN_COST = 1;
const NEAR_COST = 0.15;
const FAR_COST = 0.8;
/** How far the hand moves towards a new note. */
const FOLLOW = 0.35;
/** Inferred places are never certain. */
const BEST_GUESS = 0.95;

/** Follows the hand along the neck, to tell where a note was most likely played. */
export class HandPosition {
  private hand = START_FRET;

  /** Open strings low to high. */
  constructor(private readonly openStrings: readonly NoteNumber[]) {}

  /** The most likely place on the strings that are free; `null` when the note is on none of them. */
  infer(note: NoteNumber, taken: ReadonlySet<number>): Position | null {
    const places = this.openStrings
      .map((open, at) => ({ string: this.openStrings.length - at, fret: note - open }))
      .filter(({ string, fret }) => fret >= 0 && fret <= HIGHEST_FRET && !taken.has(string))
      .map((place) => ({ ...place, likelihood: Math.exp(-this.costOf(place.fret)) }));
    const best = places.reduce((a, b) => (b.likelihood > (a?.likelihood ?? 0) ? b : a), places[0]);
    if (!best) return null;
    const all = places.reduce((sum, { likelihood }) => sum + likelihood, 0);
    return { string: best.string, fret: best.fret, confidence: (BEST_GUESS * best.likelihood) / all };
  }

  /** The fret on a string that is known; `null` when the note cannot be played there. */
  fretOn(string: number, note: NoteNumber): number | null {
    const open = this.openStrings[this.openStrings.length - string];
    const fret = open === undefined ? -1 : note - open;
    return fret >= 0 && fret <= HIGHEST_FRET ? fret : null;
  }

  /** A note was played at this fret; open strings say nothing about the hand. */
  moveTo(fret: number): void {
    if (fret > 0) this.hand += FOLLOW * (fret - this.hand);
  }

  private costOf(fret: number): number {
    if (fret === 0) return OPEN_COST;
    const away = Math.abs(fret - this.hand);
    return NEAR_COST * away + FAR_COST * Math.max(0, away - REACH);
  }
}

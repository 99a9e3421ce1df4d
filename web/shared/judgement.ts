import { clamp } from './clamp.js';
import type { Note } from './wire.js';

export type Judgement = Note['judgement'];

/** Every judgement has a shape beside its colour, the same everywhere. */
export type Shape = 'disc' | 'diamond' | 'up' | 'down' | 'cross' | 'dash';

const GOOD = 0.7;
const FAIR = 0.4;

/** The shape of a score; far-out marks point to where the playing went. */
export function scoreShape(score: number | null, isHigh = true): Shape {
  if (score === null) return 'dash';
  if (score >= GOOD) return 'disc';
  if (score >= FAIR) return 'diamond';
  return isHigh ? 'up' : 'down';
}

export interface Judged {
  readonly judgement: Judgement;
  readonly score: number | null;
  readonly cents: number | null;
}

export function noteShape(note: Judged): Shape {
  return note.judgement === 'outside' ? 'cross' : scoreShape(note.score, (note.cents ?? 0) > 0);
}

const WORDS: Readonly<Record<Judgement, string>> = {
  'in-tune': 'in tune',
  close: 'close',
  flat: 'flat',
  sharp: 'sharp',
  outside: 'outside the scale',
  unscored: 'not scored',
};

export function noteWord(judgement: Judgement): string {
  return WORDS[judgement];
}

/** Half the width of the in-tune zone, in cents: full marks inside. */
export function zoneOf(strictness: number): number {
  return 15 - 10 * strictness;
}

/** Where a pitch scores nothing any more, in cents. */
export function zeroOf(strictness: number): number {
  return 60 - 35 * strictness;
}

/** How a pitch would be judged now; notes bring their own score. */
export function judgePitch(cents: number, strictness: number): Judged {
  const [zone, zero] = [zoneOf(strictness), zeroOf(strictness)];
  const score = clamp((zero - Math.abs(cents)) / (zero - zone));
  const far = cents > 0 ? 'sharp' : 'flat';
  return { score, cents, judgement: score >= GOOD ? 'in-tune' : score >= FAIR ? 'close' : far };
}

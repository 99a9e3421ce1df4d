import type { Milliseconds, NoteNumber } from '../music/units.js';

/** The pitches between which a note swings. */
export interface Vibrato {
  readonly low: NoteNumber;
  readonly high: NoteNumber;
  /** How long it lasts. */
  readonly duration: Milliseconds;
}

/** A turn counts when the pitch came back this far, in semitones. */
const TURN = 0.1;
/** Least distance from trough to crest, in semitones. */
const LEAST_EXTENT = 0.15;
/** Half a swing at 8 Hz and at 4 Hz, with a little room for uneven hands. */
const HALF_SWING: readonly [Milliseconds, Milliseconds] = [52, 150];
/** Two full swings. */
const FEWEST_HALVES = 4;

interface Turn {
  time: Milliseconds;
  pitch: NoteNumber;
}

/** Finds the longest stretch in which the pitch swings at 4 to 8 Hz; `null` when there is none of two swings. */
export function findVibrato(trace: readonly Turn[]): Vibrato | null {
  let run: Turn[] = [];
  let longest: Turn[] = [];
  for (const turn of turnsOf(trace)) {
    const last = run.at(-1);
    run = last && isHalfSwing(last, turn) ? [...run, turn] : [turn];
    if (run.length > longest.length) longest = run;
  }
  const [first, last] = [longest[0], longest.at(-1)];
  if (!first || !last || longest.length <= FEWEST_HALVES) return null;
  const sides = [longest.filter((_, at) => at % 2 === 0), longest.filter((_, at) => at % 2 === 1)];
  const [one = 0, other = 0] = sides.map(middleOf);
  return { low: Math.min(one, other), high: Math.max(one, other), duration: last.time - first.time };
}

function isHalfSwing(from: Turn, to: Turn): boolean {
  const time = to.time - from.time;
  return time >= HALF_SWING[0] && time <= HALF_SWING[1] && Math.abs(to.pitch - from.pitch) >= LEAST_EXTENT;
}

/** Crests and troughs in turn. */
function turnsOf(trace: readonly Turn[]): Turn[] {
  const [start] = trace;
  if (!start) return [];
  const turns: Turn[] = [];
  let extreme = start;
  let direction = 0;
  for (const point of trace) {
    const away = point.pitch - extreme.pitch;
    if (direction === 0 ? Math.abs(away) >= TURN : away * direction <= -TURN) {
      turns.push(extreme);
      direction = Math.sign(away);
      extreme = point;
    } else if (away * direction > 0) extreme = point;
  }
  return [...turns, extreme];
}

function middleOf(turns: readonly Turn[]): NoteNumber {
  const pitches = turns.map(({ pitch }) => pitch).sort((a, b) => a - b);
  return pitches[pitches.length >> 1] ?? 0;
}

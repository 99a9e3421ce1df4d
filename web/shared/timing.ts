/** How far each onset was from where the pulse wanted it, for the timing dots. Scores come from the bridge; this only draws. */
import { clamp } from './clamp.js';

/** Steps a player may take, in units of the beat. */
const STEPS = [1, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 4 / 3, 3 / 2, 2, 3, 4];
/** Longer gaps begin a new phrase. */
const PHRASE_BREAK = 2000;
/** Closer onsets are one strum. */
const STRUM = 40;

export interface Onset {
  readonly id: string;
  /** Milliseconds; negative is early. */
  readonly deviation: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

/** Distance of one interval from the nearest step of the beat, by ratio. */
function deviationFrom(interval: number, beat: number): number {
  const off = (step: number) => Math.abs(Math.log(interval / (beat * step)));
  const nearest = STEPS.reduce((best, step) => (off(step) < off(best) ? step : best));
  return interval - beat * nearest;
}

/** The newest last. Needs three onsets; without a tempo the middle interval is the beat. */
export function timingOf(
  notes: readonly { readonly id: string; readonly onset: number }[],
  tempo: number | null,
): Onset[] {
  const onsets = notes.filter((note, index) => note.onset - (notes[index - 1]?.onset ?? -Infinity) >= STRUM);
  const intervals = onsets.slice(1).map((note, index) => ({
    id: note.id,
    interval: note.onset - (onsets[index]?.onset ?? note.onset),
  }));
  const steps = intervals.filter(({ interval }) => interval <= PHRASE_BREAK);
  if (steps.length < 2) return [];
  const beat = tempo ? 60_000 / tempo : median(steps.map(({ interval }) => interval));
  return steps.map(({ id, interval }) => ({ id, deviation: deviationFrom(interval, beat) }));
}

/** Spread of the deviations: the typical size, in milliseconds. */
export function spreadOf(onsets: readonly Onset[]): number {
  const middle = median(onsets.map(({ deviation }) => deviation));
  return median(onsets.map(({ deviation }) => Math.abs(deviation - middle))) * 1.4826; // As a standard deviation.
}

/** Full marks within 10 ms, none from 50 ms on. */
export function timingScore(deviation: number): number {
  return clamp((50 - Math.abs(deviation)) / 40);
}

import type { Bpm, Milliseconds } from '../music/units.js';

const SLOWEST: Bpm = 60;
const FASTEST: Bpm = 180;

/** Beats a minute for a note length, doubled or halved into 60 to 180. */
export function tempoOfBeat(beatMs: Milliseconds): Bpm {
  let tempo = 60_000 / beatMs;
  while (tempo < SLOWEST) tempo *= 2;
  while (tempo > FASTEST) tempo /= 2;
  return tempo;
}

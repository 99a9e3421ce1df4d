import { parseTuning } from '../../src/core/music/tuning.js';

/** Open strings of `drop d` or `D2 A2 D3 G3 B3 E4` as MIDI numbers, low to high; `null` when it is no tuning. */
export function askedStrings(tuning: string): readonly number[] | null {
  try {
    return parseTuning(tuning).soundingStrings;
  } catch {
    return null;
  }
}

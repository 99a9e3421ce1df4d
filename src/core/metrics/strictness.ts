import type { Score } from '../music/units.js';

/** A limit that strictness draws in. */
export interface StrictLimit {
  readonly loose: number;
  readonly tighter: number;
}

/** The limit at a strictness from 0 to 1. */
export function limitAt({ loose, tighter }: StrictLimit, strictness: number): number {
  return loose - tighter * strictness;
}

/** 1 up to the dead zone, 0 from `zero` on, straight between. */
export function scoreBetween(deviation: number, deadZone: number, zero: number): Score {
  return clampScore((zero - deviation) / (zero - deadZone));
}

/** Into 0 to 1. */
export function clampScore(value: number): Score {
  return Math.min(1, Math.max(0, value));
}

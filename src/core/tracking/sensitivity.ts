import type { Decibels, Milliseconds } from '../music/units.js';

/** What it takes for a sound to count as a note. A higher sensitivity hears softer playing. */
export interface HearingLimits {
  /** Softer notes are ghosts. */
  readonly levelGate: Decibels;
  /** Rise of the level over 20 ms that makes a pluck. */
  readonly onsetRise: Decibels;
  readonly minConfidence: number;
  readonly minLength: Milliseconds;
  /** MIDI velocity from which on a note counts. */
  readonly minVelocity: number;
}

/** The limits at a sensitivity from 0 to 1. */
export function hearingLimits(sensitivity: number): HearingLimits {
  return {
    levelGate: -30 - 30 * sensitivity,
    onsetRise: 9 - 6 * sensitivity,
    minConfidence: 0.9 - 0.2 * sensitivity,
    minLength: 80 - 40 * sensitivity,
    minVelocity: 1 + Math.floor(39 * (1 - sensitivity)),
  };
}

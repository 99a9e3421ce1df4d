import type { Decibels, Hertz } from '../../core/plugin/index.js';

/** A quieter passage is no lower gain; a minute later it may be. */
const FALL_DB_PER_SECOND = 0.5;

/** How loud this player plays through this gain: the loudest of late, slowly forgotten. */
export class PlayerLoudness {
  /** RMS over a few milliseconds, dBFS. */
  loudest: Decibels = Number.NEGATIVE_INFINITY;
  private last = 0;

  constructor(private readonly sampleRate: Hertz) {}

  /** `position`: in samples since the first one. */
  hear(level: Decibels, position: number): void {
    const fallen = (FALL_DB_PER_SECOND * (position - this.last)) / this.sampleRate;
    this.loudest = Math.max(level, this.loudest - fallen);
    this.last = position;
  }
}

import type { Decibels, Milliseconds } from '../music/units.js';

/** The rise is measured against the softest moment of so long before. */
const LOOK_BACK: Milliseconds = 20;
/** Two plucks are at least this far apart. */
const SHORTEST_GAP: Milliseconds = 45;
/** Readings kept, however fast they come. */
const MOST_LEVELS = 64;

/** Hears plucks in the level of an input. */
export class PluckDetector {
  private readonly levels: { readonly time: Milliseconds; readonly level: Decibels }[] = [];
  private lastPluck = Number.NEGATIVE_INFINITY;

  /** `rise`: decibels over 20 ms that make a pluck. */
  constructor(private readonly rise: Decibels) {}

  /** Whether a pluck is heard at this moment. */
  hear(time: Milliseconds, level: Decibels | undefined): boolean {
    if (level === undefined || Number.isNaN(level)) return false;
    const softest = this.levels.reduce((least, known) => Math.min(least, known.level), level);
    this.levels.push({ time, level });
    while (this.levels.length > MOST_LEVELS || (this.levels[1]?.time ?? time) <= time - LOOK_BACK)
      this.levels.shift();
    if (level - softest < this.rise || time - this.lastPluck < SHORTEST_GAP) return false;
    this.lastPluck = time;
    return true;
  }
}

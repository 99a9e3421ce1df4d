import type { HeardHop } from './heard-hop.js';

const DEAD_DB = 14; // below its attack: a string under a hand dies away before its pitch is known
const STRUCK_GROWTH = 0.15; // a slide is smooth; fingers and picks are not

/** An onset of which nobody knows yet whether it was a note, a muted string, or the hand that stops one. */
export class PendingOnset {
  /** Where it began, in input samples; NaN while nothing is awaited. */
  at = Number.NaN;
  /** Of its click in dB, 0 without one. */
  rise = 0;
  /** The loudest since then, dBFS: a muted string is silent when it is known to be one. */
  level = 0;
  /** What sounded before it, dBFS. */
  levelBefore = 0;
  /** When its pitch first agreed with itself, in input samples; NaN before. */
  sureSince = Number.NaN;
  /** Its pitch has passed by frets next to the one that rang. */
  maySlide = false;
  private growth = 0;

  get isAwaited(): boolean {
    return !Number.isNaN(this.at);
  }

  begin({ onset, rise, level }: HeardHop, levelBefore: number): void {
    this.at = onset;
    this.rise = rise;
    this.level = level;
    this.levelBefore = levelBefore;
    this.sureSince = Number.NaN;
    this.maySlide = false;
    this.growth = 0;
  }

  hear({ level, growth }: HeardHop): void {
    this.level = Math.max(this.level, level);
    this.growth = Math.max(this.growth, growth);
  }

  clear(): void {
    this.at = Number.NaN;
  }

  /** By a finger or a pick. */
  get wasStruck(): boolean {
    return this.rise > 0 || this.growth > STRUCK_GROWTH;
  }

  /** A hand that comes down on the strings is no pluck: nothing was struck, and nothing grew louder. */
  get wasStopped(): boolean {
    return this.rise === 0 && this.level < this.levelBefore;
  }

  /** Whether it has died away. */
  isDead({ level }: HeardHop): boolean {
    return level < this.level - DEAD_DB;
  }
}

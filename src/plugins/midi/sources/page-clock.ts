import type { Milliseconds } from '../../../core/plugin/index.js';

/** A message that is later than that came with a clock we do not understand. */
const LARGEST_DELAY: Milliseconds = 100;
/** Clocks drift apart: the shortest way seen is slowly forgotten, by that much a message. */
const FORGET: Milliseconds = 0.002;

/** Brings the times of a page's clock onto ours, by the shortest way that a message took. */
export class PageClock {
  private offset: number | null = null;

  /** Never after `arrival`, and at most 100 ms before it. */
  ours(theirs: Milliseconds, arrival: Milliseconds): Milliseconds {
    const distance = arrival - theirs;
    this.offset = this.offset === null ? distance : Math.min(this.offset + FORGET, distance);
    const time = theirs + this.offset;
    if (arrival - time <= LARGEST_DELAY) return time;
    this.offset = distance;
    return arrival;
  }
}

import type { Milliseconds } from '../../core/plugin/index.js';

/** A bucket of tokens: `burst` at once, `perSecond` in the long run. */
export class RateLimit {
  private tokens: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    private last: Milliseconds,
  ) {
    this.tokens = burst;
  }

  /** False when there were too many. */
  take(now: Milliseconds): boolean {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.perSecond);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

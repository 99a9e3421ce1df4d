import type { Milliseconds } from '../../core/plugin/index.js';

/** A bucket of permits: `perSecond` of them come back each second, up to `burst` at once. */
export class RateLimit {
  private permits: number;
  private since: Milliseconds;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: Milliseconds,
  ) {
    this.permits = burst;
    this.since = now;
  }

  take(now: Milliseconds): boolean {
    this.permits = Math.min(this.burst, this.permits + ((now - this.since) * this.perSecond) / 1000);
    this.since = now;
    if (this.permits < 1) return false;
    this.permits -= 1;
    return true;
  }
}

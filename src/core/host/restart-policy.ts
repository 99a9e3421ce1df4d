import type { Milliseconds } from '../music/units.js';

const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 60_000;
/** A device is worth a look more often than a broken service: people plug in and expect it to work. */
const LONGEST_DEVICE_DELAY = 5_000;
const BREAKER_FAILURES = 5;
const BREAKER_WINDOW = 5 * 60_000;
const TRIAL_INTERVAL = 5 * 60_000;
/** Running this long forgives what went before. */
const FORGIVEN_AFTER = 60_000;

export interface NextTry {
  readonly delay: Milliseconds;
  readonly isQuarantined: boolean;
}

/** When to try again: exponential backoff with full jitter, and a breaker for what keeps failing. */
export class RestartPolicy {
  private failures: Milliseconds[] = [];
  private attempts = 0;
  private runningSince: Milliseconds | null = null;

  constructor(private readonly random: () => number = Math.random) {}

  hasStarted(now: Milliseconds): void {
    this.runningSince = now;
  }

  /** A failure; says how long to wait. */
  hasFailed(now: Milliseconds): NextTry {
    this.forgive(now);
    this.failures = [...this.failures.filter((time) => now - time < BREAKER_WINDOW), now];
    if (this.failures.length >= BREAKER_FAILURES) return { delay: TRIAL_INTERVAL, isQuarantined: true };
    return { delay: this.backoff(LONGEST_DELAY), isQuarantined: false };
  }

  /** An absent device is no failure: says how soon to look again. */
  lacksDevice(now: Milliseconds): Milliseconds {
    this.forgive(now);
    return this.backoff(LONGEST_DEVICE_DELAY);
  }

  /** Somebody asked for a restart: begin afresh. */
  reset(): void {
    this.failures = [];
    this.attempts = 0;
    this.runningSince = null;
  }

  private forgive(now: Milliseconds): void {
    if (this.runningSince !== null && now - this.runningSince >= FORGIVEN_AFTER) this.reset();
    this.runningSince = null;
  }

  private backoff(longest: Milliseconds): Milliseconds {
    const ceiling = Math.min(longest, FIRST_DELAY * 2 ** this.attempts++);
    return Math.max(FIRST_DELAY / 4, this.random() * ceiling);
  }
}

import type { Hertz, Milliseconds } from '../../core/plugin/index.js';

/** A sound card may run this much faster or slower than the computer's clock. */
const MOST_DRIFT = 200e-6;
/** Blocks may come late, but not all of them for so long: then samples were lost, or the computer slept. */
const LOST: Milliseconds = 20;
const WATCHED: Milliseconds = 1_000;

/**
 * Tells when a sample sounded. A block can be late but never early, so the earliest arrivals show the truth: the fit
 * follows them at once downwards, and upwards only as slowly as a crystal drifts. The jitter of arrivals is not heard.
 */
export class SampleClock {
  private readonly period: Milliseconds;
  /** Bridge time of sample 0 as it would arrive. */
  private origin: Milliseconds | null = null;
  private lastPosition = 0;
  private leastLateness = Number.POSITIVE_INFINITY;
  private watchedSince = 0;

  /** `startsAt` is the time of the first sample where it is known; arrivals then mean nothing. */
  constructor(
    sampleRate: Hertz,
    public latency: Milliseconds,
    private readonly startsAt: Milliseconds | null = null,
  ) {
    this.period = 1000 / sampleRate;
  }

  /** A block arrived whose last sample is just before `position`. */
  observe(position: number, arrival: Milliseconds): void {
    if (this.startsAt !== null) return;
    this.origin ??= arrival - position * this.period;
    const lateness = arrival - position * this.period - this.origin;
    const mostDrift = MOST_DRIFT * (position - this.lastPosition) * this.period;
    this.origin += Math.min(lateness, mostDrift);
    this.lastPosition = position;
    this.watchForLoss(position, lateness);
  }

  /** When the sample at `position` (fractions are welcome) sounded. */
  timeOf(position: number): Milliseconds {
    return (
      (this.startsAt ?? this.origin ?? 0) +
      position * this.period -
      (this.startsAt === null ? this.latency : 0)
    );
  }

  private watchForLoss(position: number, lateness: Milliseconds): void {
    this.leastLateness = Math.min(this.leastLateness, lateness);
    if ((position - this.watchedSince) * this.period < WATCHED) return;
    if (this.leastLateness > LOST) this.origin = (this.origin ?? 0) + this.leastLateness;
    this.leastLateness = Number.POSITIVE_INFINITY;
    this.watchedSince = position;
  }
}

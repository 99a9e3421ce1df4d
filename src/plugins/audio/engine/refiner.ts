import type { RecentSamples } from './recent-samples.js';

const MOST_PERIODS = 64; // an end for signals whose top runs away downhill
const LONGEST_LAG_SECONDS = 0.024;
const SHORTEST_WINDOW_SECONDS = 0.004;
const LEAST_CLARITY = 0.8; // below it the multiple is not the same string any more
const SEARCH_STEPS = 6;

/** What the tracker holds: seconds, whether it was found after the last onset, and how many seconds ago that was. */
interface HeldPeriod {
  readonly period: number;
  readonly isNew: boolean;
  readonly sinceOnset: number;
}

/**
 * Sharpens a period by looking one, two, four and eight periods back: the same error of the lag weighs less in each step.
 * At every lag the full normalised square difference is computed (McLeod & Wyvill 2005), with a parabola on top.
 */
export class Refiner {
  /** Results of `refine`: seconds, and how many seconds of signal it rests on. */
  period = 0;
  span = 0;
  /** NSDF at one period. */
  clarity = 0;

  private readonly rate: number;
  private readonly recent: RecentSamples;
  private peak = 0; // where the last parabola had its top, in samples
  private height = 0;
  private similarity = 0;

  constructor(recent: RecentSamples) {
    this.rate = recent.sampleRate;
    this.recent = recent;
  }

  /** Looks no further back than the onset of a new note. */
  refine(held: HeldPeriod): void {
    const coarsePeriod = held.period;
    const available = held.isNew ? held.sinceOnset : 1;
    const window = Math.round(Math.max(SHORTEST_WINDOW_SECONDS, coarsePeriod) * this.rate);
    const longest = Math.min(LONGEST_LAG_SECONDS, available - window / this.rate) * this.rate;
    this.peak = coarsePeriod * this.rate;
    this.climb(window);
    this.clarity = this.height;
    let multiple = 1;
    let peak = this.peak;
    while (multiple < MOST_PERIODS && 2 * peak <= longest) {
      this.peak *= 2;
      this.climb(window);
      if (this.height < LEAST_CLARITY * this.clarity) break;
      multiple *= 2;
      peak = this.peak;
    }
    this.period = peak / multiple / this.rate;
    this.span = (peak + window) / this.rate;
  }

  /** Moves `peak` to the top nearby, uphill over whole lags. */
  private climb(window: number): void {
    let centre = Math.round(this.peak);
    this.compare(centre - 1, window);
    let before = this.similarity;
    this.compare(centre, window);
    let value = this.similarity;
    this.compare(centre + 1, window);
    let after = this.similarity;
    for (let step = 0; step < SEARCH_STEPS && (after > value || before > value); step++) {
      if (after > value) {
        before = value;
        value = after;
        this.compare(++centre + 1, window);
        after = this.similarity;
      } else {
        after = value;
        value = before;
        this.compare(--centre - 1, window);
        before = this.similarity;
      }
    }
    const curvature = before - 2 * value + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    this.peak = centre + Math.max(-1, Math.min(1, shift));
    this.height = Math.min(1, value - 0.25 * (before - after) * shift);
  }

  /** Leaves its answer in a field: a number that is returned may be boxed, sixty times a second and more. */
  private compare(lag: number, window: number): void {
    const x = this.recent.samples;
    const start = x.length - window;
    this.similarity = -1;
    if (lag < 1 || lag > start) return;
    let energy = 0;
    let difference = 0;
    for (let n = start; n < x.length; n++) {
      const now = x[n] as number;
      const then = x[n - lag] as number;
      energy += now * now + then * then;
      difference += (now - then) * (now - then);
    }
    this.similarity = energy > 0 ? 1 - difference / energy : 0;
  }
}

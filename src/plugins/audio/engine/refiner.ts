import type { RecentSamples } from './recent-samples.js';

const MOST_PERIODS = 64; // an end for signals whose top runs away downhill
const LONGEST_LAG_SECONDS = 0.024;
const SHORTEST_WINDOW_SECONDS = 0.004;
const LEAST_CLARITY = 0.8; // below it the multiple is not the same string any more
const SEARCH_STEPS = 6;

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

  readonly #rate: number;
  readonly #recent: RecentSamples;
  #peak = 0; // where the last parabola had its top
  #height = 0;

  constructor(recent: RecentSamples) {
    this.#rate = recent.sampleRate;
    this.#recent = recent;
  }

  /** Uses no more than the newest `available` seconds. */
  refine(coarsePeriod: number, available: number): void {
    const window = Math.round(Math.max(SHORTEST_WINDOW_SECONDS, coarsePeriod) * this.#rate);
    const longest = Math.min(LONGEST_LAG_SECONDS, available - window / this.#rate) * this.#rate;
    this.#climb(coarsePeriod * this.#rate, window);
    this.clarity = this.#height;
    let multiple = 1;
    let peak = this.#peak;
    while (multiple < MOST_PERIODS && 2 * peak <= longest) {
      this.#climb(2 * peak, window);
      if (this.#height < LEAST_CLARITY * this.clarity) break;
      multiple *= 2;
      peak = this.#peak;
    }
    this.period = peak / multiple / this.#rate;
    this.span = (peak + window) / this.#rate;
  }

  /** Finds the top near `lag`, uphill over whole lags. */
  #climb(lag: number, window: number): void {
    let centre = Math.round(lag);
    let before = this.#compare(centre - 1, window);
    let value = this.#compare(centre, window);
    let after = this.#compare(centre + 1, window);
    for (let step = 0; step < SEARCH_STEPS && (after > value || before > value); step++) {
      if (after > value) {
        before = value;
        value = after;
        after = this.#compare(++centre + 1, window);
      } else {
        after = value;
        value = before;
        before = this.#compare(--centre - 1, window);
      }
    }
    const curvature = before - 2 * value + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    this.#peak = centre + Math.max(-1, Math.min(1, shift));
    this.#height = Math.min(1, value - 0.25 * (before - after) * shift);
  }

  #compare(lag: number, window: number): number {
    const x = this.#recent.samples;
    const start = x.length - window;
    if (lag < 1 || lag > start) return -1;
    let energy = 0;
    let difference = 0;
    for (let n = start; n < x.length; n++) {
      const now = x[n] as number;
      const then = x[n - lag] as number;
      energy += now * now + then * then;
      difference += (now - then) * (now - then);
    }
    return energy > 0 ? 1 - difference / energy : 0;
  }
}

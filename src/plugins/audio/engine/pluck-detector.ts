import { decibels } from './level-meter.js';

const PARTS_PER_HOP = 2;
const RISE_DB = 7;
const LOOK_BACK_SECONDS = 0.02;
const REST_SECONDS = 0.045;

/**
 * Hears the click of a pick or a finger: the level of the first difference, which favours high frequencies, leaps above
 * everything of the last 20 ms. It answers within a hop, but misses soft plucks on a string that still rings.
 */
export class PluckDetector {
  /** Whether the last hop held a pluck. */
  hasPluck = false;
  /** Rise over the last 20 ms, dB. */
  riseDb = 0;
  /** Where in the hop the pluck began, in samples. */
  position = 0;

  readonly #part: number;
  readonly #levels: Float64Array;
  readonly #restParts: number;
  #count = 0;
  #lastSample = 0;
  #sincePluck = 1e9;

  constructor(sampleRate: number, hop: number) {
    this.#part = hop / PARTS_PER_HOP;
    this.#levels = new Float64Array(Math.ceil((LOOK_BACK_SECONDS * sampleRate) / this.#part)).fill(0);
    this.#restParts = (REST_SECONDS * sampleRate) / this.#part;
  }

  process(samples: Float64Array): void {
    this.hasPluck = false;
    for (let start = 0; start < samples.length; start += this.#part) this.#measure(samples, start);
  }

  #measure(samples: Float64Array, start: number): void {
    const level = this.#differenceDb(samples, start);
    const rise = level - maximum(this.#levels);
    this.#levels[this.#count++ % this.#levels.length] = level;
    this.#sincePluck++;
    if (rise < RISE_DB || this.#sincePluck < this.#restParts) return;
    this.#sincePluck = 0;
    this.hasPluck = true;
    this.riseDb = rise;
    this.position = start;
  }

  #differenceDb(samples: Float64Array, start: number): number {
    let last = this.#lastSample;
    let energy = 0;
    for (let i = start; i < start + this.#part; i++) {
      const sample = samples[i] as number;
      energy += (sample - last) ** 2;
      last = sample;
    }
    this.#lastSample = last;
    return decibels(energy / this.#part);
  }
}

function maximum(values: Float64Array): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i] as number);
  return most;
}

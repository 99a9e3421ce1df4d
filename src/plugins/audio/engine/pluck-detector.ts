import { decibels } from './level-meter.js';

const PARTS_PER_HOP = 2;
const RISE_DB = 7;
const LOOK_BACK_SECONDS = 0.02;
const HISTORY_SECONDS = 0.06;

/** The note that sounds: its period in seconds, 0 without one. */
export interface Sounding {
  readonly period: number;
}

/**
 * Hears the click of a pick or a finger: the level of the first difference, which favours high frequencies, leaps above
 * everything of the last 20 ms. It answers within a hop, but misses soft plucks on a string that still rings.
 */
export class PluckDetector {
  /** Whether the last hop held a pluck. */
  hasPluck = false;
  /** Rise over the last 20 ms, dB. */
  riseDb = 0;
  /** How long ago the pluck began, in samples before the end of the hop. */
  age = 0;

  private readonly part: number;
  private readonly levels: Float64Array; // a ring of parts
  private readonly partsPerSecond: number;
  private lookBack: number;
  private count = 0;
  private lastSample = 0;

  constructor(sampleRate: number, hop: number) {
    this.part = hop / PARTS_PER_HOP;
    this.levels = new Float64Array(Math.ceil((HISTORY_SECONDS * sampleRate) / this.part)).fill(0);
    this.partsPerSecond = sampleRate / this.part;
    this.lookBack = this.partsFor(LOOK_BACK_SECONDS);
  }

  /** A low string pulses once a period; that is no pluck. */
  process(samples: Float64Array, { period }: Sounding): void {
    this.lookBack = this.partsFor(Math.max(LOOK_BACK_SECONDS, 1.25 * period));
    this.hasPluck = false;
    this.riseDb = 0;
    for (let start = 0; start < samples.length; start += this.part) {
      const rise = this.measure(samples, start);
      if (this.hasPluck || rise < RISE_DB) continue;
      this.hasPluck = true;
      this.riseDb = rise;
      this.age = samples.length - start;
    }
  }

  /** How many samples ago the level rose most steeply, in so many half hops: an onset found by other means began there. */
  ageOfSteepestRise(parts: number): number {
    let best = parts / 2;
    let most = -Infinity;
    for (let ago = 0; ago < parts; ago++) {
      const rise = this.level(ago) - 0.5 * (this.level(ago + 1) + this.level(ago + 2));
      if (rise <= most) continue;
      most = rise;
      best = ago;
    }
    return (best + 1) * this.part;
  }

  private partsFor(seconds: number): number {
    return Math.ceil(seconds * this.partsPerSecond);
  }

  private level(ago: number): number {
    const size = this.levels.length;
    return this.levels[(this.count - 1 - ago + 2 * size) % size] as number;
  }

  private measure(samples: Float64Array, start: number): number {
    const level = this.differenceDb(samples, start);
    let highest = -Infinity;
    for (let ago = 0; ago < this.lookBack; ago++) highest = Math.max(highest, this.level(ago));
    this.levels[this.count++ % this.levels.length] = level;
    return level - highest;
  }

  private differenceDb(samples: Float64Array, start: number): number {
    let last = this.lastSample;
    let energy = 0;
    for (let i = start; i < start + this.part; i++) {
      const sample = samples[i] as number;
      energy += (sample - last) ** 2;
      last = sample;
    }
    this.lastSample = last;
    return decibels(energy / this.part);
  }
}

import { LinearForecast } from './linear-forecast.js';
import type { RecentSamples } from './recent-samples.js';

const ORDER = 160;
const HISTORY_SECONDS = 0.09;
const CAUTION_SECONDS = 0.005; // an onset may be dated late, and nothing of it may be learnt as old
const REACH_SECONDS = 0.085;
const WINDOW_SECONDS = 0.004;
const PERIODS_PER_WINDOW = 0.9;
const KEY_MAXIMUM = 0.78;
const CLEAN_REST = 0.02;
const RESTS = 3;
const LEAST_PEAK = 0.5;
const LEAST_SHARE = 0.05; // of the energy must be old, or the new note is clear by itself; and must be new

/** How many seconds ago it was. */
interface Onset {
  readonly sinceOnset: number;
}

/**
 * Hears a new note through others that ring on. What rang before the onset is forecast and subtracted, as far as it did go
 * on; what is left is the new note alone, and repeats with its period.
 */
export class NoveltyEar {
  /** Seconds; 0 if nothing clear is left. */
  period = 0;
  clarity = 0;
  /** What of the energy since the onset goes on from before, 0 to 1. */
  oldShare = 0;

  private readonly recent: RecentSamples;
  private readonly forecast: LinearForecast;
  private readonly rate: number;
  private readonly rest: Float64Array; // newest first: the lag loops then run forwards
  private readonly energies: Float64Array;
  private readonly nsdf: Float64Array;
  private readonly minLag: number;
  private readonly maxLag: number;
  private readonly shortest: number; // samples a window has at least
  private length = 0; // samples since the onset, and a little before it

  constructor(recent: RecentSamples, lowHz: number, highHz: number) {
    this.recent = recent;
    this.rate = recent.sampleRate;
    const reach = Math.ceil(REACH_SECONDS * this.rate);
    this.forecast = new LinearForecast(ORDER, Math.round(HISTORY_SECONDS * this.rate), reach);
    this.rest = new Float64Array(reach);
    this.energies = new Float64Array(reach + 1);
    this.minLag = Math.max(3, Math.floor(this.rate / highHz) - 1);
    this.maxLag = Math.min(Math.ceil(this.rate / lowHz) + 1, Math.floor(reach / 2));
    this.nsdf = new Float64Array(this.maxLag + 1);
    this.shortest = Math.round(WINDOW_SECONDS * this.rate);
  }

  /** How many seconds of signal an ear with this sample rate needs. */
  static readonly memorySeconds = HISTORY_SECONDS + CAUTION_SECONDS + REACH_SECONDS + 0.03;

  restart(onset: Onset): void {
    this.length = this.samplesSince(onset);
    this.forecast.continue(this.recent.samples, this.recent.samples.length - this.length);
  }

  listen(onset: Onset): void {
    this.period = 0;
    this.clarity = 0;
    this.oldShare = 0;
    this.length = this.samplesSince(onset);
    if (this.length > this.rest.length) return;
    if (!this.removeOldNotes()) return;
    this.choose(this.compareLags(this.length));
  }

  private samplesSince({ sinceOnset }: Onset): number {
    return Math.round(sinceOnset * this.rate) + Math.round(CAUTION_SECONDS * this.rate);
  }

  /** Fills `rest`; whether both old and new notes have their share. */
  private removeOldNotes(): boolean {
    const x = this.recent.samples;
    const old = this.forecast.samples;
    const first = x.length - this.length;
    let product = 0;
    let oldEnergy = 0;
    let energy = 0;
    for (let i = 0; i < this.length; i++) {
      const now = x[first + i] as number;
      product += now * (old[i] as number);
      oldEnergy += (old[i] as number) ** 2;
      energy += now * now;
    }
    const goesOn = oldEnergy > 0 ? Math.min(1, Math.max(0, product / oldEnergy)) : 0;
    let left = 0;
    for (let i = 0; i < this.length; i++) {
      const rest = (x[x.length - 1 - i] as number) - goesOn * (old[this.length - 1 - i] as number);
      this.rest[i] = rest;
      left += rest * rest;
      this.energies[i + 1] = left;
    }
    this.oldShare = energy > 0 ? (goesOn * goesOn * oldEnergy) / energy : 0;
    return left > LEAST_SHARE * energy && this.oldShare > LEAST_SHARE;
  }

  /** The NSDF up to the longest lag that the rest has room for, which is returned. */
  private compareLags(length: number): number {
    const rest = this.rest;
    const e = this.energies;
    let lag = this.minLag;
    for (; lag <= this.maxLag; lag++) {
      const window = Math.max(this.shortest, Math.round(PERIODS_PER_WINDOW * lag));
      if (lag + window > length) break;
      let sum = 0;
      for (let i = 0; i < window; i++) sum += (rest[i] as number) * (rest[i + lag] as number);
      const energy = (e[window] as number) + (e[lag + window] as number) - (e[lag] as number);
      this.nsdf[lag] = energy > 0 ? (2 * sum) / energy : 0;
    }
    return lag - 1;
  }

  /** The shortest period that is nearly as good as the best. */
  private choose(longest: number): void {
    const nsdf = this.nsdf;
    let most = 0;
    for (let lag = this.minLag + 1; lag < longest; lag++)
      if (this.isPeak(lag)) most = Math.max(most, nsdf[lag] as number);
    const least = Math.max(LEAST_PEAK, KEY_MAXIMUM * most, 1 - CLEAN_REST - RESTS * (1 - most));
    for (let lag = this.minLag + 1; lag < longest; lag++) {
      const value = nsdf[lag] as number;
      if (value < least || !this.isPeak(lag)) continue;
      const before = nsdf[lag - 1] as number;
      const after = nsdf[lag + 1] as number;
      this.period = (lag + (0.5 * (before - after)) / (before - 2 * value + after)) / this.rate;
      this.clarity = value;
      return;
    }
  }

  private isPeak(lag: number): boolean {
    const value = this.nsdf[lag] as number;
    return value >= (this.nsdf[lag - 1] as number) && value > (this.nsdf[lag + 1] as number);
  }
}

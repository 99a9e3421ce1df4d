import type { RecentSamples } from './recent-samples.js';

const STEP = 2; // every second sample is enough for a first answer
const WINDOW_SECONDS = 0.004;
const PERIODS_PER_WINDOW = 0.9;
const KEY_MAXIMUM = 0.93;
const LEAST_SHARE = 0.05; // of the energy must be left when the old note is gone

/**
 * Hears a new note through an old one that rings on. The signal minus itself one old period ago holds nothing of the old
 * note (a comb filter, after de Cheveigné 1993); what is left repeats with the period of the new one.
 */
export class CombEar {
  /** Seconds; 0 if nothing clear is left. */
  period = 0;
  clarity = 0;

  private readonly recent: RecentSamples;
  private readonly rate: number;
  private readonly rest: Float64Array; // newest first: the lag loops then run forwards
  private readonly energies: Float64Array;
  private readonly nsdf: Float64Array;
  private readonly minLag: number;
  private readonly maxLag: number;

  constructor(recent: RecentSamples, lowHz: number, highHz: number) {
    this.recent = recent;
    this.rate = recent.sampleRate / STEP;
    const length = Math.floor(recent.samples.length / STEP);
    this.rest = new Float64Array(length);
    this.energies = new Float64Array(length + 1);
    this.minLag = Math.max(3, Math.floor(this.rate / highHz) - 1);
    this.maxLag = Math.min(Math.ceil(this.rate / lowHz) + 1, Math.floor(length / 2));
    this.nsdf = new Float64Array(this.maxLag + 1);
  }

  listen(oldPeriod: number, sinceOnset: number): void {
    this.period = 0;
    this.clarity = 0;
    const length = Math.min(this.rest.length, Math.floor((sinceOnset - oldPeriod) * this.rate));
    if (length < 3 * this.minLag) return;
    const share = this.removeOldNote(oldPeriod, length);
    if (share < LEAST_SHARE) return;
    this.choose(this.compareLags(length));
  }

  /** Fills `rest`; the energy left, as a share. */
  private removeOldNote(oldPeriod: number, length: number): number {
    const x = this.recent.samples;
    const delay = oldPeriod * this.recent.sampleRate;
    const whole = Math.floor(delay);
    const part = delay - whole;
    let before = 0;
    let left = 0;
    for (let i = 0; i < length; i++) {
      const n = x.length - 1 - STEP * i;
      if (n - whole - 1 < 0) return 0;
      const then = (1 - part) * (x[n - whole] as number) + part * (x[n - whole - 1] as number);
      const rest = (x[n] as number) - then;
      this.rest[i] = rest;
      before += (x[n] as number) ** 2;
      left += rest * rest;
      this.energies[i + 1] = left;
    }
    return before > 0 ? left / before : 0;
  }

  /** The NSDF up to the longest lag that the rest has room for, which is returned. */
  private compareLags(length: number): number {
    const rest = this.rest;
    const e = this.energies;
    const shortest = Math.round(WINDOW_SECONDS * this.rate);
    let lag = this.minLag;
    for (; lag <= this.maxLag; lag++) {
      const window = Math.max(shortest, Math.round(PERIODS_PER_WINDOW * lag));
      if (lag + window > length) break;
      let sum = 0;
      for (let i = 0; i < window; i++) sum += (rest[i] as number) * (rest[i + lag] as number);
      const energy = (e[window] as number) + (e[lag + window] as number) - (e[lag] as number);
      this.nsdf[lag] = energy > 0 ? (2 * sum) / energy : 0;
    }
    return lag - 1;
  }

  private choose(longest: number): void {
    const nsdf = this.nsdf;
    let most = 0;
    for (let lag = this.minLag + 1; lag < longest; lag++)
      if (this.isPeak(lag)) most = Math.max(most, nsdf[lag] as number);
    for (let lag = this.minLag + 1; lag < longest; lag++) {
      if (!this.isPeak(lag) || (nsdf[lag] as number) < KEY_MAXIMUM * most) continue;
      const before = nsdf[lag - 1] as number;
      const value = nsdf[lag] as number;
      const after = nsdf[lag + 1] as number;
      this.period = (lag + (0.5 * (before - after)) / (before - 2 * value + after)) / this.rate;
      this.clarity = value;
      return;
    }
  }

  private isPeak(lag: number): boolean {
    const value = this.nsdf[lag] as number;
    return value > 0.5 && value >= (this.nsdf[lag - 1] as number) && value > (this.nsdf[lag + 1] as number);
  }
}

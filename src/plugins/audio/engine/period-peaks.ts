import type { LagBank } from './lag-bank.js';
import type { Sounding } from './pluck-detector.js';

const MOST_PEAKS = 64;
const LOWEST_PEAK = 0.4; // far below anything that could be chosen

/** The peaks of both banks, as periods in seconds, shortest first. */
export class PeriodPeaks {
  count = 0;
  readonly periods = new Float64Array(MOST_PEAKS);
  /** NSDF there, up to 1. */
  readonly heights = new Float64Array(MOST_PEAKS);
  /** How many seconds of signal each peak rests on. */
  readonly spans = new Float64Array(MOST_PEAKS);

  private readonly high: LagBank;
  private readonly low: LagBank;
  private readonly crossover: number;

  /** `crossover`: the period where the low bank takes over, in seconds. */
  constructor(high: LagBank, low: LagBank, crossover: number) {
    this.high = high;
    this.low = low;
    this.crossover = crossover;
  }

  collect(): void {
    this.count = 0;
    this.collectFrom(this.high, 0, this.crossover);
    this.collectFrom(this.low, this.crossover, Infinity);
  }

  /** Index of the peak nearest to the period of what sounds, or -1 if none lies within `cents` of it. */
  nearest({ period }: Sounding, cents: number): number {
    const ratio = 2 ** (cents / 1200);
    let best = -1;
    let bestRatio = ratio;
    for (let i = 0; i < this.count; i++) {
      const other = this.periods[i] as number;
      const distance = other > period ? other / period : period / other;
      if (distance > bestRatio) continue;
      best = i;
      bestRatio = distance;
    }
    return best;
  }

  private collectFrom(bank: LagBank, from: number, to: number): void {
    const values = bank.nsdf;
    for (let i = 1; i < values.length - 1 && this.count < MOST_PEAKS; i++) {
      const value = values[i] as number;
      const before = values[i - 1] as number;
      const after = values[i + 1] as number;
      if (value < LOWEST_PEAK || value < before || value <= after) continue;
      this.add(bank, bank.minLag + i, before, value, after, from, to);
    }
  }

  /** A parabola through three points finds the peak between the lags. */
  private add(
    bank: LagBank,
    lag: number,
    before: number,
    value: number,
    after: number,
    from: number,
    to: number,
  ): void {
    const curvature = before - 2 * value + after;
    const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
    const period = (lag + shift) / bank.sampleRate;
    if (period < from || period >= to) return;
    this.periods[this.count] = period;
    this.heights[this.count] = Math.min(1, value - 0.25 * (before - after) * shift);
    this.spans[this.count] = bank.spanOf(lag) / bank.sampleRate;
    this.count++;
  }
}

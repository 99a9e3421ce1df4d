import { Decimator } from '../../../../src/plugins/audio/engine/decimator.js';
import { LagBank } from '../../../../src/plugins/audio/engine/lag-bank.js';
import { PeriodPeaks } from '../../../../src/plugins/audio/engine/period-peaks.js';
import { RecentSamples } from '../../../../src/plugins/audio/engine/recent-samples.js';
import { hopsOf } from './signals.js';

/** The rate at which high notes are compared when the device runs at 44.1 kHz. */
export const HIGH_RATE = 22_050;
export const HIGH_HOP = 64;

const CROSSOVER_HZ = 360;

/** Both lag banks with their peaks, as they are for a guitar or a bass. */
export class PeriodEars {
  readonly high = new LagBank(HIGH_RATE, HIGH_HOP, 0.97 * CROSSOVER_HZ, 1500);
  readonly low = new LagBank(HIGH_RATE / 2, HIGH_HOP / 2, 30, 1.03 * CROSSOVER_HZ);
  readonly peaks = new PeriodPeaks(this.high, this.low, 1 / CROSSOVER_HZ);
  readonly recent = new RecentSamples(HIGH_RATE, 0.08);
  /** A quarter of the rate, and the memory, in which older notes are taken away. */
  readonly recentLower: RecentSamples;
  private readonly halve = new Decimator(HIGH_HOP, 1);
  private readonly halveAgain = new Decimator(HIGH_HOP / 2, 1);

  constructor(memorySeconds = 0.1) {
    this.recentLower = new RecentSamples(HIGH_RATE / 4, memorySeconds);
  }

  /** Hears a sound at `HIGH_RATE` hop by hop; `afterwards` is called after each of them. */
  hear(samples: ArrayLike<number>, afterwards = () => {}): this {
    for (const hop of hopsOf(samples, HIGH_HOP)) {
      const low = this.halve.process(hop);
      this.recentLower.append(this.halveAgain.process(low));
      this.recent.append(hop);
      this.high.append(hop);
      this.low.append(low);
      this.high.compare();
      this.low.compare();
      this.peaks.collect();
      afterwards();
    }
    return this;
  }
}

/** Peaks that are just as said: periods and spans in seconds, heights up to 1. */
export function peaksOf(...peaks: readonly { period: number; height: number; span?: number }[]): PeriodPeaks {
  const { peaks: made } = new PeriodEars();
  made.count = peaks.length;
  peaks.forEach(({ period, height, span = 1.8 * period }, i) => {
    made.periods[i] = period;
    made.heights[i] = height;
    made.spans[i] = span;
  });
  return made;
}

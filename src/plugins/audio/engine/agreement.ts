import type { Sounding } from './pluck-detector.js';

const AGREEMENT_RATIO = 2 ** (35 / 1200);

/** Counts how often in a row the same period came up. */
export class Agreement {
  period = Number.NaN;
  private run = 0;

  add(heard: Sounding): number {
    this.run = agree(heard, this) ? this.run + 1 : 1;
    this.period = heard.period;
    return this.run;
  }

  reset(): void {
    this.run = 0;
    this.period = Number.NaN;
  }
}

/** Whether two periods are the same to 35 cents. */
export function agree({ period }: Sounding, { period: other }: Sounding): boolean {
  return period < other * AGREEMENT_RATIO && other < period * AGREEMENT_RATIO;
}

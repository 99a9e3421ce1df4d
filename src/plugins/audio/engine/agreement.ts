import type { Sounding } from './pluck-detector.js';

const AGREEMENT_RATIO = 2 ** (35 / 1200);
const STEADY_RATIO = 2 ** (5 / 1200); // an attack drifts

/** Counts how often in a row the same period came up: what is wrong seldom comes up twice. */
export class Agreement {
  /** The last one, in seconds; NaN before the first. */
  period = Number.NaN;
  /** How often in a row it did not even drift. */
  steadyRun = 0;
  private run = 0;

  /** How often in a row, this time included. */
  add(heard: Sounding): number {
    this.run = agree(heard, this) ? this.run + 1 : 1;
    this.steadyRun = isWithin(STEADY_RATIO, heard, this) ? this.steadyRun + 1 : 1;
    this.period = heard.period;
    return this.run;
  }

  reset(): void {
    this.run = 0;
    this.steadyRun = 0;
    this.period = Number.NaN;
  }
}

/** Whether two periods are the same to 35 cents. */
export function agree(heard: Sounding, other: Sounding): boolean {
  return isWithin(AGREEMENT_RATIO, heard, other);
}

function isWithin(ratio: number, { period }: Sounding, { period: other }: Sounding): boolean {
  return period < other * ratio && other < period * ratio;
}

/** Where the engine works, whatever the device's sample rate: everything follows from it in whole numbers. */
export interface WorkingRates {
  /** Input samples become one full-rate sample by this many halvings. */
  readonly inputHalvings: number;
  /** The rate of level, onset and spectrum, in Hz. */
  readonly fullRate: number;
  /** Halvings from the full rate to the rate of the high bank: 1, or 0 for a slow input. */
  readonly highHalvings: number;
  /** The rate of the lag bank for high notes, in Hz; the bank for low notes runs at half of it. */
  readonly highRate: number;
  readonly lowRate: number;
  /** One hop in samples of each rate: 2.7 or 2.9 ms at the usual rates, 2 ms at 32 kHz. */
  readonly inputHop: number;
  readonly fullHop: number;
  readonly highHop: number;
  readonly lowHop: number;
}

const HIGHEST_FULL_RATE = 50_000; // 88.2 kHz and more carry nothing of a string that 44.1 kHz does not
const HIGHEST_HIGH_RATE = 36_000;
const HIGH_HOP = 64;

/** From 22.05 to 192 kHz; other rates work too, with a hop of another length. */
export function workingRates(sampleRate: number): WorkingRates {
  let inputHalvings = 0;
  while (sampleRate / 2 ** inputHalvings > HIGHEST_FULL_RATE) inputHalvings++;
  const fullRate = sampleRate / 2 ** inputHalvings;
  const highHalvings = fullRate > HIGHEST_HIGH_RATE ? 1 : 0;
  const highRate = fullRate / 2 ** highHalvings;
  const fullHop = HIGH_HOP * 2 ** highHalvings;
  return {
    inputHalvings,
    fullRate,
    highHalvings,
    highRate,
    lowRate: highRate / 2,
    inputHop: fullHop * 2 ** inputHalvings,
    fullHop,
    highHop: HIGH_HOP,
    lowHop: HIGH_HOP / 2,
  };
}

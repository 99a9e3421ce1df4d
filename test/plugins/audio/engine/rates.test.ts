import { describe, expect, test } from 'vitest';
import { workingRates } from '../../../../src/plugins/audio/engine/rates.js';

describe.each([
  [22_050, 0, 22_050, 64],
  [32_000, 0, 32_000, 64],
  [44_100, 0, 44_100, 128],
  [48_000, 0, 48_000, 128],
  [88_200, 1, 44_100, 256],
  [96_000, 1, 48_000, 256],
  [176_400, 2, 44_100, 512],
  [192_000, 2, 48_000, 512],
])('a sound card at %s Hz', (sampleRate, inputHalvings, fullRate, inputHop) => {
  const rates = workingRates(sampleRate);

  test('is halved until nothing is left that a string does not have', () => {
    expect(rates).toMatchObject({ inputHalvings, fullRate, inputHop });
  });

  test('has a hop of 2 to 2.9 ms in every rate, a whole number of samples', () => {
    const { highRate, lowRate, fullHop, highHop, lowHop } = rates;
    const seconds = inputHop / sampleRate;
    expect(seconds).toBeGreaterThanOrEqual(0.002);
    expect(seconds).toBeLessThan(0.003);
    expect([fullHop / fullRate, highHop / highRate, lowHop / lowRate]).toEqual([seconds, seconds, seconds]);
    for (const hop of [inputHop, fullHop, highHop, lowHop]) expect(Number.isInteger(hop)).toBe(true);
  });

  test('leaves the low notes half the rate of the high ones, and the high ones at least 22 kHz', () => {
    expect(rates.lowRate).toBe(rates.highRate / 2);
    expect(rates.highRate).toBe(fullRate / 2 ** rates.highHalvings);
    expect(rates.highRate).toBeGreaterThanOrEqual(22_050);
    expect(rates.highRate).toBeLessThanOrEqual(36_000);
  });
});

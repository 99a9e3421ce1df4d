import { describe, expect, test } from 'vitest';
import { LagBank } from '../../../../src/plugins/audio/engine/lag-bank.js';
import { noise } from './listening.js';
import { deviation, follow, hopsOf, sine } from './signals.js';

const RATE = 22_050;
const HOP = 64;
const bankFor = (lowHz: number, highHz: number) => new LagBank(RATE, HOP, lowHz, highHz);

function fed(bank: LagBank, samples: ArrayLike<number>): LagBank {
  for (const hop of hopsOf(samples, HOP)) bank.append(hop);
  bank.compare();
  return bank;
}

/** McLeod & Wyvill's definition, term by term, over the window of each lag. */
function directly({ minLag, nsdf, spanOf }: LagBank, samples: Float64Array, bank: LagBank): Float64Array {
  return nsdf.map((_, i) => {
    const lag = minLag + i;
    let products = 0;
    let squares = 0;
    for (let n = samples.length - (spanOf.call(bank, lag) - lag); n < samples.length; n++) {
      const [now = 0, then = 0] = [samples[n], samples[n - lag]];
      products += now * then;
      squares += now * now + then * then;
    }
    return (2 * products) / squares;
  });
}

const NOISE = Float64Array.from(noise(1, 0.5)).subarray(0, 80 * HOP);

describe('how well a sound repeats itself', () => {
  test.each([
    [360, 1500],
    [80, 370],
    [30, 360],
  ])('from %s to %s Hz is what the definition says, to a millionth', (low, high) => {
    const bank = fed(bankFor(low, high), NOISE);
    expect(deviation(bank.nsdf, directly(bank, NOISE, bank))).toBeLessThan(1e-5);
  });

  test('covers every period of the range, with a lag to either side', () => {
    const { minLag, maxLag, nsdf } = bankFor(80, 370);
    expect(minLag).toBeLessThan(RATE / 370);
    expect(maxLag).toBeGreaterThan(RATE / 80);
    expect(nsdf).toHaveLength(maxLag - minLag + 1);
  });

  test('is 1 after a period of a sine, -1 after half of it', () => {
    const bank = fed(bankFor(80, 370), sine(RATE / 100, RATE, 40 * HOP));
    expect(bank.nsdf[100 - bank.minLag]).toBeCloseTo(1, 5);
    expect(
      fed(bankFor(80, 500), sine(RATE / 100, RATE, 40 * HOP)).nsdf[50 - bankFor(80, 500).minLag],
    ).toBeCloseTo(-1, 5);
  });

  test('is known as soon as the sound has lasted for the span of the lag, and no sooner', () => {
    const bank = bankFor(80, 370);
    const lag = 200;
    const rest = HOP - 1; // the onset may fall between two hops
    const heardAfter = (length: number) =>
      fed(bankFor(80, 370), follow(new Float64Array(40 * HOP - length), sine(RATE / lag, RATE, length))).nsdf[
        lag - bank.minLag
      ];
    expect(bank.spanOf(lag)).toBeLessThan(2 * lag);
    expect(heardAfter(bank.spanOf(lag))).toBeCloseTo(1, 4);
    expect(heardAfter(bank.spanOf(lag) - rest)).toBeLessThan(0.9);
  });

  test('of a high note is known after a few milliseconds, of a low one after less than two periods', () => {
    const high = bankFor(360, 1500);
    const low = bankFor(40, 370);
    expect(high.spanOf(RATE / 1318.5) / RATE).toBeLessThan(0.006);
    expect(low.spanOf(RATE / 41.2) / RATE).toBeLessThan(1.9 / 41.2);
  });

  test('is 0 in silence', () => {
    expect(fed(bankFor(80, 370), new Float64Array(20 * HOP)).nsdf.every((value) => value === 0)).toBe(true);
  });
});

describe('nothing drifts:', () => {
  const quiet = NOISE.map((sample) => sample / 4096); // -72 dB

  test('after a million loud samples a soft sound is heard exactly as by a fresh ear', () => {
    const bank = bankFor(360, 1500);
    const hops = hopsOf(NOISE, HOP);
    for (let i = 0; i < 1_000_000 / HOP; i++) bank.append(hops[i % hops.length] as Float64Array);
    expect(fed(bank, quiet).nsdf).toEqual(fed(bankFor(360, 1500), quiet).nsdf);
  });

  test('and silence is silent again', () => {
    const bank = fed(fed(bankFor(80, 370), NOISE), new Float64Array(20 * HOP));
    expect(bank.nsdf).toEqual(new Float64Array(bank.nsdf.length));
  });
});

import { describe, expect, test } from 'vitest';
import { HalfBand } from '../../../../src/plugins/audio/engine/half-band.js';
import { amplitudeOf, decibelsOf, deviation, follow, hopsOf, sine } from './signals.js';

const RATE = 44_100;
const HOP = 128;

function halved(samples: Float64Array): Float64Array {
  const filter = new HalfBand(HOP);
  const output = new Float64Array(HOP / 2);
  const filtered = hopsOf(samples, HOP).map((hop) => {
    filter.process(hop, output);
    return output.slice();
  });
  return follow(...filtered);
}

/** Gain for a sine that fits into the measured part, dB. A frequency above 11 kHz comes out mirrored. */
function gainAt(hertz: number): number {
  const whole = Math.round((hertz * 4096) / RATE) * (RATE / 4096);
  const steady = halved(sine(whole, RATE, 2 * 4096 + HOP)).subarray(HOP / 2, HOP / 2 + 2048);
  return decibelsOf(amplitudeOf(whole, RATE / 2, steady));
}

describe('halving the sample rate', () => {
  test.each([41.2, 440, 1318.5, 3000, 5000])('%s Hz passes to a fiftieth of a decibel', (hertz) => {
    expect(Math.abs(gainAt(hertz))).toBeLessThan(0.02);
  });

  test.each([17_000, 18_500, 20_000, 21_500])(
    'of %s Hz, which would sound as a lower note, 1/300 is left',
    (hertz) => {
      expect(gainAt(hertz)).toBeLessThan(-50);
    },
  );

  test.each([50, 1000, 2500, 4000])(
    'what %s Hz below a quarter of the sample rate loses, as much above it keeps',
    (off) => {
      const [below = 0, above = 0] = [-off, off].map((each) => 10 ** (gainAt(RATE / 4 + each) / 20));
      expect(below + above).toBeCloseTo(1, 2);
      expect(above).toBeLessThan(0.5);
    },
  );

  test('an offset passes unchanged', () => {
    expect(halved(new Float64Array(512).fill(0.4)).at(-1)).toBeCloseTo(0.4, 12);
  });

  test('what comes out is 7 samples old', () => {
    expect(HalfBand.delay).toBe(7);
    const out = halved(sine(100, RATE, 1024));
    const late = out.map((_, k) => Math.sin((2 * Math.PI * 100 * (2 * k + 1 - HalfBand.delay)) / RATE));
    expect(deviation(out.subarray(16), late.subarray(16))).toBeLessThan(1e-4);
  });

  test('an impulse meets every second tap once, and the middle one', () => {
    const impulse = new Float64Array(HOP);
    impulse[64] = 1;
    const even = halved(impulse);
    impulse.copyWithin(65, 64, 65)[64] = 0;
    const odd = halved(impulse);
    expect(even.filter((sample) => sample !== 0)).toEqual(Float64Array.of(0.5));
    expect(odd.filter((sample) => sample !== 0)).toHaveLength(8);
    expect(odd.reduce((sum, sample) => sum + sample, 0)).toBeCloseTo(0.5, 12);
  });

  test('silence stays silent', () => {
    expect(halved(new Float64Array(256))).toEqual(new Float64Array(128));
  });
});

import { expect, test } from 'vitest';
import { Decimator } from '../../../../src/plugins/audio/engine/decimator.js';
import { amplitudeOf, decibelsOf, deviation, follow, hopsOf, sine } from './signals.js';

const RATE = 192_000;
const HOP = 512;

function decimated(samples: Float64Array, halvings: number): Float64Array {
  const decimator = new Decimator(HOP, halvings);
  return follow(...hopsOf(samples, HOP).map((hop) => decimator.process(hop).slice()));
}

test('without a halving it hands on what it got', () => {
  const samples = sine(440, RATE, 2 * HOP);
  expect(decimated(samples, 0)).toEqual(samples);
  expect(new Decimator(HOP, 0).delay).toBe(0);
});

test.each([1, 2, 3])(
  'after %s halvings a string is the same, and exactly as late as promised',
  (halvings) => {
    const step = 2 ** halvings;
    const { delay, output } = new Decimator(HOP, halvings);
    expect(output).toHaveLength(HOP / step);
    const out = decimated(sine(440, RATE, 4 * HOP), halvings);
    const late = out.map((_, k) => Math.sin((2 * Math.PI * 440 * (step * (k + 1) - 1 - delay)) / RATE));
    expect(deviation(out.subarray(HOP / step), late.subarray(HOP / step))).toBeLessThan(2e-4);
  },
);

test('from 192 kHz to 48 kHz, no whistle above 38 kHz comes back as a note', () => {
  for (const hertz of [38_250, 48_000 - 375, 60_000, 90_000]) {
    const out = decimated(sine(hertz, RATE, 10 * HOP), 2);
    expect(decibelsOf(amplitudeOf(hertz, RATE / 4, out.subarray(128, 1152)))).toBeLessThan(-50);
  }
});

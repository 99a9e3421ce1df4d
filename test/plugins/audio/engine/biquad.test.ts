import { expect, test } from 'vitest';
import { Biquad } from '../../../../src/plugins/audio/engine/biquad.js';
import { decibelsOf, passThrough, rms, sine } from './signals.js';

const RATE = 22_050;
const CORNER = 2000;

/** Gain for a sine once the filter has settled, dB. */
function gainAt(hertz: number): number {
  const filter = Biquad.lowPass(RATE, CORNER);
  const input = sine(hertz, RATE, 2 * RATE);
  const output = passThrough(input, 64, (hop) => filter.process(hop, hop.length));
  return decibelsOf(rms(output.subarray(RATE)) / rms(input.subarray(RATE, output.length)));
}

/** What Butterworth says, with the frequency axis of the bilinear transform. */
function butterworthAt(hertz: number): number {
  const ratio = Math.tan((Math.PI * hertz) / RATE) / Math.tan((Math.PI * CORNER) / RATE);
  return -10 * Math.log10(1 + ratio ** 4);
}

test.each([41.2, 329.63, 1000, 2000, 4000, 8000])(
  'a low-pass at 2 kHz leaves of %s Hz what Butterworth says',
  (hertz) => expect(gainAt(hertz)).toBeCloseTo(butterworthAt(hertz), 2),
);

test('at the corner half of the power is left, and an offset passes whole', () => {
  expect(gainAt(CORNER)).toBeCloseTo(-3.01, 2);
  const filter = Biquad.lowPass(RATE, CORNER);
  const offset = new Float64Array(2000).fill(0.4);
  filter.process(offset, offset.length);
  expect(offset.at(-1)).toBeCloseTo(0.4, 9);
});

test('hops of any length give what one long one gives, and samples beyond the length stay', () => {
  const input = sine(440, RATE, 1024);
  const filtered = (hop: number) => {
    const filter = Biquad.lowPass(RATE, CORNER);
    return passThrough(input, hop, (each) => filter.process(each, each.length));
  };
  expect(filtered(64)).toEqual(filtered(1024));
  const half = sine(440, RATE, 64);
  Biquad.lowPass(RATE, CORNER).process(half, 32);
  expect(half.subarray(32)).toEqual(sine(440, RATE, 64).subarray(32));
});

test('after loud playing silence becomes exactly silent', () => {
  const filter = Biquad.lowPass(RATE, CORNER);
  filter.process(sine(440, RATE, 4096), 4096);
  const silent = passThrough(new Float64Array(640), 64, (hop) => filter.process(hop, hop.length));
  expect(silent.subarray(-64)).toEqual(new Float64Array(64));
});

import { expect, test } from 'vitest';
import { Conditioner } from '../../../../src/plugins/audio/engine/conditioner.js';
import { decibelsOf, deviation, follow, mix, passThrough, rms, sine } from './signals.js';

const RATE = 44_100;

function conditioned(samples: Float64Array): Float64Array {
  const conditioner = new Conditioner(RATE);
  return passThrough(samples, 128, (hop) => conditioner.process(hop));
}

/** How much of a sine is left once the conditioner has settled, dB. */
function gainAt(hertz: number): number {
  return decibelsOf(rms(conditioned(sine(hertz, RATE, RATE)).subarray(RATE / 2)) * Math.SQRT2);
}

/** The samples with some of them replaced. */
function broken(samples: Float64Array, ...faults: readonly number[]): Float64Array {
  const copy = samples.slice();
  faults.forEach((fault, i) => {
    copy[1000 + 50 * i] = fault;
  });
  return copy;
}

test('NaN and infinities sound as the sample before them, and harm nothing that comes after', () => {
  const A = sine(110, RATE, 4096, 0.5);
  const faulty = conditioned(broken(A, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));
  expect(faulty).toEqual(conditioned(broken(A, A[999] ?? 0, A[1049] ?? 0, A[1099] ?? 0)));
});

test('nothing but NaN is silence', () => {
  expect(conditioned(new Float64Array(256).fill(Number.NaN))).toEqual(new Float64Array(256));
});

test('floats beyond any converter are cut at +12 dBFS', () => {
  const A = sine(110, RATE, 4096, 0.5);
  expect(conditioned(broken(A, 1e30, -7))).toEqual(conditioned(broken(A, 4, -4)));
  expect(conditioned(broken(A, 3.9))).not.toEqual(conditioned(broken(A, 4)));
});

test('an offset is gone after a tenth of a second, at -120 dB after a quarter', () => {
  const offset = conditioned(new Float64Array(RATE).fill(0.4));
  expect(Math.abs(offset[0.1 * RATE] ?? 1)).toBeLessThan(1e-6);
  expect(Math.abs(offset[0.25 * RATE] ?? 1)).toBeLessThan(1e-12);
});

test('a note on an offset is the note', () => {
  const A = sine(110, RATE, RATE, 0.3);
  const onOffset = conditioned(mix(A, new Float64Array(RATE).fill(-0.6)));
  expect(deviation(onOffset.subarray(RATE / 2), conditioned(A).subarray(RATE / 2))).toBeLessThan(1e-9);
});

test('a clipped string keeps its loudness: it stays within what its edges make of it', () => {
  const clipped = sine(110, RATE, RATE, 8).map((sample) => Math.max(-1, Math.min(1, sample)));
  const heard = conditioned(clipped);
  expect(rms(heard)).toBeCloseTo(rms(clipped), 1);
  expect(Math.max(...heard.map(Math.abs))).toBeLessThan(2);
});

test.each([
  [28, -3],
  [30.87, -2.6],
  [82.41, -0.5],
  [329.63, 0],
  [1318.5, 0],
])('%s Hz loses next to nothing: %s dB', (hertz, db) => expect(gainAt(hertz)).toBeCloseTo(db, 1));

test('footfall at 3 Hz is 19 dB softer', () => expect(gainAt(3)).toBeLessThan(-19));

test('after loud playing silence becomes exactly silent', () => {
  const heard = conditioned(follow(sine(110, RATE, 4096), new Float64Array(RATE)));
  expect(heard.at(-1)).toBe(0);
});

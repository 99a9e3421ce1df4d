import { expect, test } from 'vitest';
import { PowerSpectrum } from '../../../../src/plugins/audio/engine/power-spectrum.js';
import { noise } from './listening.js';
import { deviation, follow, mix, sine } from './signals.js';

const SIZE = 512;
const RATE = 22_050;
const BIN = RATE / SIZE;

function powerOf(samples: Float64Array, start = 0): Float64Array {
  const spectrum = new PowerSpectrum(SIZE);
  spectrum.transform(samples, start);
  return spectrum.power;
}

/** The sum that a Fourier transform is, under a Hann window that leaves a full-scale sine a power of 1. */
function naively(samples: Float64Array): Float64Array {
  return Float64Array.from({ length: SIZE / 2 }, (_, bin) => {
    let [real, imaginary] = [0, 0];
    for (let n = 0; n < SIZE; n++) {
      const weight = (2 * (1 - Math.cos((2 * Math.PI * (n + 0.5)) / SIZE))) / SIZE;
      real += weight * (samples[n] ?? 0) * Math.cos((2 * Math.PI * bin * n) / SIZE);
      imaginary -= weight * (samples[n] ?? 0) * Math.sin((2 * Math.PI * bin * n) / SIZE);
    }
    return real * real + imaginary * imaginary;
  });
}

test('noise, an offset and a chord have the spectrum that the definition gives, bin by bin', () => {
  const chord = mix(...[110, 164.81, 277.18].map((hertz) => sine(hertz, RATE, SIZE, 0.3, hertz)));
  const sound = mix(chord, noise(0.012, 0.1), new Float64Array(SIZE).fill(0.2));
  expect(deviation(powerOf(sound), naively(sound))).toBeLessThan(1e-12);
});

test('a full-scale sine has power 1 in its bin, a quarter of that beside it, nothing elsewhere', () => {
  const power = powerOf(sine(20 * BIN, RATE, SIZE));
  expect(power[20]).toBeCloseTo(1, 9);
  expect(power[19]).toBeCloseTo(0.25, 9);
  expect(power[21]).toBeCloseTo(0.25, 9);
  power.set([0, 0, 0], 19);
  expect(Math.max(...power)).toBeLessThan(1e-20);
});

test('a note is read from where it was asked, and silence has no power', () => {
  const A = sine(440, RATE, SIZE);
  expect(powerOf(follow(new Float64Array(100), A), 100)).toEqual(powerOf(A));
  expect(powerOf(new Float64Array(SIZE))).toEqual(new Float64Array(SIZE / 2));
});

test('half the loudness is a quarter of the power', () => {
  const A = sine(440, RATE, SIZE);
  const quarter = powerOf(A).map((power) => power / 4);
  expect(deviation(powerOf(A.map((sample) => sample / 2)), quarter)).toBeLessThan(1e-15);
});

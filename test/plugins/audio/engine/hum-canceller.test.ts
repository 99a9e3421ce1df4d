import { describe, expect, test } from 'vitest';
import { HumCanceller } from '../../../../src/plugins/audio/engine/hum-canceller.js';
import { noise, string } from './listening.js';
import { decibelsOf, deviation, follow, mix, passThrough, rms, sine } from './signals.js';

const RATE = 8000;
const HOP = 50; // a whole second is a whole number of hops
const LEVEL = 0.01;

/** A transformer: strong odd harmonics, weak even ones; number and share. */
const HARMONICS = [
  [1, 1],
  [2, 0.1],
  [3, 0.7],
  [5, 0.4],
  [10, 0.05],
] as const;

function hum(hertz: number, seconds: number): Float64Array {
  return mix(...HARMONICS.map(([h, share]) => sine(h * hertz, RATE, seconds * RATE, LEVEL * share, h)));
}

function cancel(canceller: HumCanceller, samples: ArrayLike<number>, mayLearn: boolean): Float64Array {
  return passThrough(samples, HOP, (hop) => canceller.process(hop, mayLearn));
}

/** How loud the last half second is beside what went in, dB. */
function residue(output: Float64Array, input: Float64Array): number {
  return decibelsOf(rms(output.subarray(-RATE / 2)) / rms(input.subarray(-RATE / 2)));
}

describe('mains hum where nobody plays', () => {
  test.each([50, 60])('of %s Hz and its harmonics is 80 dB softer after two seconds', (hertz) => {
    const input = hum(hertz, 2);
    expect(residue(cancel(new HumCanceller(RATE), input, true), input)).toBeLessThan(-80);
  });

  test.each([49.95, 50.04, 59.97])('of %s Hz is followed: 60 dB softer after three seconds', (hertz) => {
    const input = hum(hertz, 3);
    expect(residue(cancel(new HumCanceller(RATE), input, true), input)).toBeLessThan(-60);
  });

  test('is not louder than the ceiling that is announced, and not 12 dB softer', () => {
    const canceller = new HumCanceller(RATE);
    cancel(canceller, hum(50, 1), true);
    const level = decibelsOf(rms(hum(50, 1)));
    expect(canceller.ceilingDb).toBeGreaterThan(level);
    expect(canceller.ceilingDb).toBeLessThan(level + 12);
  });

  test('has the pitch of the hum or of its octave, which no A has', () => {
    const canceller = new HumCanceller(RATE);
    expect(canceller.covers({ period: 1 / 50 })).toBe(false);
    cancel(canceller, hum(50, 1), true);
    const covered = [50, 100, 50.5, 55, 110, 150].filter((hertz) => canceller.covers({ period: 1 / hertz }));
    expect(covered).toEqual([50, 100, 50.5]);
    expect(canceller.covers({ period: 0 })).toBe(false);
  });
});

describe('what is played', () => {
  /** Notes of which a notch would take a partial, or all. */
  test.each([50, 73.42, 100, 150.2])('through the hum is left as it is, at %s Hz, too', (hertz) => {
    const note = Float64Array.from(string(hertz, 1, { amplitude: 0.2, sampleRate: RATE }));
    const sound = mix(follow(new Float64Array(RATE), note), hum(50, 2));
    const canceller = new HumCanceller(RATE);
    cancel(canceller, sound.subarray(0, RATE), true);
    const played = cancel(canceller, sound.subarray(RATE), false);
    expect(decibelsOf(deviation(played, note) / 0.2)).toBeLessThan(-100);
  });

  test.each([
    ['a string on a harmonic of the hum', string(100, 1, { sampleRate: RATE })],
    ['a drone on it that never fades', sine(100, RATE, RATE, 0.1)],
  ])('is never learnt: %s', (_, sound) => {
    const samples = Float64Array.from(sound);
    expect(cancel(new HumCanceller(RATE), samples, false)).toEqual(samples);
  });

  test.each([
    ['a fading string on a harmonic of the hum', string(100, 1, { sampleRate: RATE })],
    ['an open A', string(110, 1, { sampleRate: RATE })],
    ['noise', noise(0.2, 0.1).subarray(0, RATE)],
    ['silence', new Float64Array(RATE)],
  ])('and taken for rest, such as %s, passes untouched', (_, sound) => {
    const samples = Float64Array.from(sound);
    expect(cancel(new HumCanceller(RATE), samples, true)).toEqual(samples);
  });
});

test('hum that is switched off leaves nothing behind after a second', () => {
  const canceller = new HumCanceller(RATE);
  cancel(canceller, hum(50, 1), true);
  const quiet = cancel(canceller, new Float64Array(RATE), true);
  expect(decibelsOf(rms(quiet.subarray(-RATE / 2)) / LEVEL)).toBeLessThan(-60);
});

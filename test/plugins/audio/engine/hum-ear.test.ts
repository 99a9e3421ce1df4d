import { expect, test } from 'vitest';
import { HumEar } from '../../../../src/plugins/audio/engine/hum-ear.js';
import { noise } from './listening.js';
import { mix, sine } from './signals.js';

const RATE = 44_100;
const BLOCK = 0.1 * RATE;
const HARMONICS = 5;

/** Lets an ear for 50 Hz hear a sound block by block, `pause` samples apart; whether it was steady hum after each. */
function steadiness(samples: Float64Array, ear = new HumEar(50, HARMONICS), pause = 0): boolean[] {
  const answers: boolean[] = [];
  for (let start = 0; start + BLOCK <= samples.length; start += BLOCK + pause) {
    const block = samples.subarray(start, start + BLOCK);
    ear.startBlock();
    ear.add(block, BLOCK, RATE);
    ear.advance(BLOCK + pause, RATE);
    const energy = block.reduce((sum, sample) => sum + sample * sample, 0);
    ear.endBlock({ length: BLOCK, energy, subtracted: 0 }, RATE);
    answers.push(ear.isSteady);
  }
  return answers;
}

const hum = (hertz: number) =>
  mix(sine(hertz, RATE, 4 * BLOCK, 0.01), sine(3 * hertz, RATE, 4 * BLOCK, 0.02, 1));

test('hum that stays the same is known after its second block, and its strongest harmonic', () => {
  const ear = new HumEar(50, HARMONICS);
  expect(steadiness(hum(50), ear)).toEqual([false, true, true, true]);
  expect(ear.strongest).toBe(2);
  expect(ear.sine[0]).toBeCloseTo(0.01, 6);
  expect(Math.hypot(ear.cosine[2] ?? 0, ear.sine[2] ?? 0)).toBeCloseTo(0.02, 6);
});

test('hum is the same hum wherever in its cycle a block begins', () => {
  expect(steadiness(hum(50), new HumEar(50, HARMONICS), 300)).toEqual([false, true, true]);
});

test('hum under noise 10 dB softer is known all the same', () => {
  expect(steadiness(mix(hum(50), noise(0.4, 0.008))).at(-1)).toBe(true);
});

test.each([
  ['the hum of another country', hum(60)],
  ['a string that fades', hum(50).map((sample, i) => sample * Math.exp(-i / (0.5 * RATE)))],
  ['a string a little sharp of the hum', hum(50.8)],
  ['an A', sine(110, RATE, 4 * BLOCK, 0.1)],
  ['noise', Float64Array.from(noise(0.4, 0.1))],
  ['silence', new Float64Array(4 * BLOCK)],
])('%s is no hum', (_, samples) => {
  expect(steadiness(samples)).toEqual([false, false, false, false]);
});

test('once something was taken away, two more blocks are needed', () => {
  const ear = new HumEar(50, HARMONICS);
  steadiness(hum(50), ear);
  ear.forget();
  expect(ear.isSteady).toBe(false);
  expect(steadiness(hum(50), ear)).toEqual([false, true, true, true]);
});

test('phase counts cycles without the whole ones, and the frequency stays near its nominal one', () => {
  const ear = new HumEar(50, HARMONICS);
  ear.advance(RATE / 4, RATE);
  expect(ear.phase).toBeCloseTo(0.5, 9);
  ear.tune(1, 0.3);
  expect(ear.hertz).toBe(50.3);
  ear.tune(-1, 0.3);
  expect(ear.hertz).toBe(49.7);
});

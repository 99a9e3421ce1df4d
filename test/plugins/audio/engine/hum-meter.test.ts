import { expect, test } from 'vitest';
import { HumMeter } from '../../../../src/plugins/audio/engine/hum-meter.js';
import { mix, sine } from './signals.js';

const RATE = 44_100;
const BLOCK = 0.1 * RATE; // five cycles of 50 Hz, six of 60

function measured(samples: Float64Array, hertz: number, pieces = 1): HumMeter {
  const meter = new HumMeter(3);
  meter.reset();
  for (let i = 0; i < pieces; i++)
    meter.add(samples, (i * BLOCK) / pieces, ((i + 1) * BLOCK) / pieces, hertz / RATE);
  meter.measure(BLOCK, hertz / RATE);
  return meter;
}

/** 50 Hz as a cosine and 150 Hz as a sine. */
const hum = mix(sine(50, RATE, BLOCK, 0.2, Math.PI / 2), sine(150, RATE, BLOCK, 0.1));

test('amplitude and phase of each harmonic of the hum are exact over whole cycles', () => {
  const { cosine, sine: sines, power } = measured(hum, 50);
  [0.2, 0, 0].forEach((amplitude, h) => {
    expect(cosine[h]).toBeCloseTo(amplitude, 9);
  });
  [0, 0, 0.1].forEach((amplitude, h) => {
    expect(sines[h]).toBeCloseTo(amplitude, 9);
  });
  expect(power).toBeCloseTo((0.2 ** 2 + 0.1 ** 2) / 2, 9);
});

test('hop by hop the result is the same', () => {
  const whole = measured(hum, 50);
  const pieces = measured(hum, 50, 49);
  expect([...pieces.cosine, ...pieces.sine, pieces.power]).toEqual([
    ...whole.cosine,
    ...whole.sine,
    whole.power,
  ]);
});

test('the hum of another country does not leak in, nor does an offset', () => {
  expect(measured(sine(60, RATE, BLOCK), 50).power).toBeLessThan(1e-15);
  expect(measured(sine(50, RATE, BLOCK), 60).power).toBeLessThan(1e-15);
  expect(measured(new Float64Array(BLOCK).fill(0.5), 50).power).toBeLessThan(1e-15);
});

test('after a reset nothing is left of the block before', () => {
  const meter = measured(hum, 50);
  meter.reset();
  meter.add(new Float64Array(BLOCK), 0, BLOCK, 50 / RATE);
  meter.measure(BLOCK, 50 / RATE);
  expect(meter.power).toBe(0);
});

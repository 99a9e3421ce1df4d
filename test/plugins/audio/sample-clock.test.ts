import { expect, test } from 'vitest';
import { SampleClock } from '../../../src/plugins/audio/sample-clock.js';

const RATE = 48_000;
const BLOCK = 480; // 10 ms

/** Arrival delays that look random but are the same every time. */
function jitter(index: number): number {
  return 8 * Math.abs((Math.sin(index * 12.9898) * 43_758.5453) % 1);
}

test('the jitter of arriving blocks is not heard', () => {
  const clock = new SampleClock(RATE, 20);
  const errors: number[] = [];
  for (let block = 1; block <= 1000; block++) {
    const truth = 5000 + 10 * block;
    clock.observe(block * BLOCK, truth + 20 + jitter(block));
    if (block > 100) errors.push(clock.timeOf(block * BLOCK) - truth);
  }
  expect(Math.max(...errors) - Math.min(...errors)).toBeLessThan(1);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1);
});

test('a sound card that runs 100 ppm slow or fast is followed', () => {
  for (const drift of [-1e-4, 1e-4]) {
    const clock = new SampleClock(RATE, 0);
    for (let block = 1; block <= 6000; block++)
      clock.observe(block * BLOCK, block * 10 * (1 + drift) + jitter(block));
    expect(Math.abs(clock.timeOf(6000 * BLOCK) - 60_000 * (1 + drift))).toBeLessThan(1.5);
  }
});

test('lost samples are noticed within two seconds', () => {
  const clock = new SampleClock(RATE, 0);
  for (let block = 1; block <= 300; block++) clock.observe(block * BLOCK, block * 10 + jitter(block));
  for (let block = 301; block <= 500; block++) clock.observe(block * BLOCK, 150 + block * 10 + jitter(block));
  expect(Math.abs(clock.timeOf(500 * BLOCK) - 5150)).toBeLessThan(2);
});

test('one late batch of blocks changes nothing', () => {
  const clock = new SampleClock(RATE, 0);
  for (let block = 1; block <= 300; block++) clock.observe(block * BLOCK, block * 10);
  for (let block = 301; block <= 330; block++) clock.observe(block * BLOCK, 3300); // The computer was busy.
  for (let block = 331; block <= 400; block++) clock.observe(block * BLOCK, block * 10);
  expect(Math.abs(clock.timeOf(400 * BLOCK) - 4000)).toBeLessThan(0.5);
});

test('a known start leaves arrivals out of it', () => {
  const clock = new SampleClock(RATE, 20, 1000);
  clock.observe(BLOCK, 99_999);
  expect(clock.timeOf(RATE)).toBe(2000);
});

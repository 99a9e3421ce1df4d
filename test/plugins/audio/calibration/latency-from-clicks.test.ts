import { expect, test } from 'vitest';
import { delayOfClicks } from '../../../../src/plugins/audio/calibration/latency-from-clicks.js';

const CLICKS = Array.from({ length: 16 }, (_, index) => 1_000 + 600 * index);

test('sixteen clicks that are heard late tell how late', () => {
  const onsets = CLICKS.map((click, index) => click + 63 + (index % 3));
  expect(delayOfClicks(CLICKS, onsets)).toEqual({ delay: 64, spread: 1, heard: 16 });
});

test('a latency that was believed too long comes out negative', () => {
  expect(
    delayOfClicks(
      CLICKS,
      CLICKS.map((click) => click - 30),
    ),
  ).toMatchObject({ delay: -30 });
});

test('a missed click and a cough change nothing', () => {
  const onsets = CLICKS.filter((_, index) => index !== 4).map((click) => click + 40);
  onsets[7] = (onsets[7] ?? 0) + 90;
  expect(delayOfClicks(CLICKS, onsets)).toMatchObject({ delay: 40, heard: 15 });
});

test('too few clicks, or something else than clicks, tell nothing', () => {
  expect(delayOfClicks(CLICKS, CLICKS.slice(0, 5))).toBe('only 5 of 16 clicks were heard');
  const wild = CLICKS.map((click, index) => click + 200 * ((index * 0.37) % 1));
  expect(delayOfClicks(CLICKS, wild)).toMatch(/uneven times/);
});

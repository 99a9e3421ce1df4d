import { describe, expect, test } from 'vitest';
import { fitGrid, gridTimingStability } from '../../../src/core/metrics/index.js';

const times = (count: number, ...values: number[]) => Array.from({ length: count }, () => values).flat();

describe('timing against a clock', () => {
  test.each([
    ['all 20 ms ahead', times(16, -20), -20, 0, [1, 1, 1]],
    ['10 ms to and fro', times(8, 10, -10), 0, 0.0501, [1, 0.94, 0.699]],
    ['15 ms to and fro', times(8, 15, -15), 0, 0.0752, [0.937, 0.793, 0.448]],
    ['25 ms to and fro', times(8, 25, -25), 0, 0.1253, [0.728, 0.498, 0]],
  ])('%s', (_, asynchronies, bias, cv, scores) => {
    [0, 0.5, 1].forEach((strictness, at) => {
      const timing = gridTimingStability(asynchronies, { gridMs: 250, strictness });
      expect(timing.biasMs).toBe(bias);
      expect(timing.cv).toBeCloseTo(cv, 4);
      expect(timing.score).toBeCloseTo(scores[at] ?? Number.NaN, 3);
    });
  });

  test('needs three onsets', () => {
    expect(gridTimingStability([3, 4], { gridMs: 250, strictness: 0.5 })).toMatchObject({
      score: null,
      cv: null,
    });
    expect(gridTimingStability([3, 4, 5], { gridMs: 250, strictness: 0.5 }).score).not.toBeNull();
  });

  test('a finer grid than 120 ms asks for no more', () => {
    const cv = (gridMs: number) => gridTimingStability(times(8, 10, -10), { gridMs, strictness: 0.5 }).cv;
    expect(cv(60)).toBe(cv(120));
  });
});

describe('the division of each beat is the one that was meant', () => {
  const at = (...beats: number[]) => beats.map((position) => ({ beats: position, beatMs: 600 }));

  test.each([
    ['quarters', at(0, 1.01, 1.99, 3), [600, 600, 600, 600]],
    ['eighths', at(0, 0.5, 1.02, 1.49), [300, 300, 300, 300]],
    ['triplets', at(0, 1 / 3, 2 / 3, 1.01), [200, 200, 200, 600]],
    ['sixteenths', at(0, 0.25, 0.51, 0.74, 1), [150, 150, 150, 150, 600]],
  ])('%s', (_, onsets, gridMs) => {
    const fit = fitGrid(onsets);
    expect(fit.gridMs).toEqual(gridMs);
    expect(Math.max(...fit.asynchroniesMs.map(Math.abs))).toBeLessThan(13);
  });

  test('an onset just ahead of a beat belongs to it', () => {
    expect(fitGrid(at(0, 0.95, 2)).asynchroniesMs.map(Math.round)).toEqual([0, -30, 0]);
  });

  test('swung off-beats are in time, whatever their ratio', () => {
    const swing = fitGrid(at(0, 0.62, 1, 1.62, 2, 2.62, 3, 3.62));
    expect(swing.swingRatio).toBeCloseTo(0.62 / 0.38, 9);
    expect(Math.max(...swing.asynchroniesMs.map(Math.abs))).toBeLessThan(1e-9);
    expect(fitGrid(at(0, 0.62, 1, 1.62)).swingRatio).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { timingStability } from '../../../src/core/metrics/index.js';

/** Rows of 15 intervals each; enough for the second digit. */
const ROWS = 800;
const random = seeded(11);
const PHRASE = [500, 500, 250, 250, 250, 250, 500, 166.67, 166.67, 166.67, 500, 250, 250, 500, 500];

describe('mean score of many players at strictness 0.5', () => {
  test.each([
    [0.02, 1, 0.01],
    [0.05, 0.944, 0.02],
    [0.08, 0.8, 0.02],
    [0.1, 0.69, 0.02],
    [0.15, 0.45, 0.02],
    [0.2, 0.28, 0.02],
    [0.3, 0.07, 0.02],
  ])('even notes with a jitter of %d', (cv, expected, tolerance) => {
    expect(Math.abs(meanScore(() => 500 * jitter(cv)) - expected)).toBeLessThan(tolerance);
  });

  test.each([
    [0.02, 1, 0.01],
    [0.05, 0.94, 0.03],
    [0.08, 0.64, 0.06],
    [0.1, 0.32, 0.08],
  ])('quarters, eighths and triplets with a jitter of %d', (cv, expected, tolerance) => {
    expect(Math.abs(meanScore((at) => (PHRASE[at] ?? 500) * jitter(cv)) - expected)).toBeLessThan(tolerance);
  });

  test.each([
    ['log-uniform from 100 to 1000 ms', () => 100 * 10 ** random(), 0.005, 0.01],
    ['uniform from 200 to 800 ms', () => 200 + 600 * random(), 0.06, 0.02],
    ['uniform from 300 to 700 ms', () => 300 + 400 * random(), 0.26, 0.02],
  ])('no rhythm at all, %s', (_, interval, expected, tolerance) => {
    expect(Math.abs(meanScore(interval) - expected)).toBeLessThan(tolerance);
  });
});

function meanScore(interval: (at: number) => number): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row += 1) {
    sum +=
      timingStability(
        Array.from({ length: 15 }, (_, at) => interval(at)),
        { strictness: 0.5 },
      ).score ?? 0;
  }
  return sum / ROWS;
}

function jitter(cv: number): number {
  return Math.max(0.1, 1 + cv * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

import { describe, expect, test } from 'vitest';
import { spreadOf, timingOf, timingScore } from '../../../web/shared/timing.js';

function playedAt(...onsets: number[]) {
  return onsets.map((onset, index) => ({ id: String(index), onset }));
}

function deviations(onsets: number[], tempo: number | null = null): number[] {
  return timingOf(playedAt(...onsets), tempo).map(({ deviation }) => Math.round(deviation));
}

describe('early and late', () => {
  test('an even line lies in the middle', () => {
    expect(deviations([0, 500, 1000, 1500])).toEqual([0, 0, 0]);
  });

  test('a late note is late, and the next one early', () => {
    expect(deviations([0, 500, 1030, 1500, 2000])).toEqual([0, 30, -30, 0]);
  });

  test('quavers and triplets count against their own length', () => {
    expect(deviations([0, 500, 750, 1000, 1167, 1333, 1500], 120)).toEqual([0, 0, 0, 0, -1, 0]);
  });

  test('a strum is one onset', () => {
    expect(deviations([0, 500, 512, 1000, 1500])).toEqual([0, 0, 0]);
  });

  test('a rest begins a new phrase', () => {
    expect(deviations([0, 500, 1000, 4000, 4500])).toEqual([0, 0, 0]);
  });

  test('two onsets say nothing', () => {
    expect(deviations([0, 500])).toEqual([]);
    expect(spreadOf([])).toBe(0);
  });

  test.each([
    [0, 1],
    [-10, 1],
    [30, 0.5],
    [-50, 0],
    [400, 0],
  ])('%d ms scores %d', (deviation, score) => {
    expect(timingScore(deviation)).toBe(score);
  });
});

import { describe, expect, test } from 'vitest';
import { pitchAccuracy } from '../../../src/core/metrics/index.js';

const STRICTNESS = [0, 0.25, 0.5, 0.7, 1];

describe('one note', () => {
  test.each([
    [0, [1, 1, 1, 1, 1]],
    [5, [1, 1, 1, 1, 1]],
    [10, [1, 1, 1, 0.9273, 0.75]],
    [15, [1, 0.9355, 0.8462, 0.7455, 0.5]],
    [20, [0.8889, 0.8065, 0.6923, 0.5636, 0.25]],
    [25, [0.7778, 0.6774, 0.5385, 0.3818, 0]],
    [40, [0.4444, 0.2903, 0.0769, 0, 0]],
    [50, [0.2222, 0.0323, 0, 0, 0]],
  ])('%d cents off, flat or sharp', (cents, scores) => {
    for (const sign of [1, -1]) {
      STRICTNESS.forEach((strictness, at) => {
        const score = pitchAccuracy([{ cents: sign * cents, inScale: true }], { strictness });
        expect(score).toBeCloseTo(scores[at] ?? Number.NaN, 4);
      });
    }
  });

  test('outside the scale scores nothing, however well in tune', () => {
    for (const strictness of STRICTNESS)
      expect(pitchAccuracy([{ cents: 0, inScale: false }], { strictness })).toBe(0);
  });
});

describe('many notes', () => {
  test('no notes are no evidence', () => {
    for (const strictness of STRICTNESS) expect(pitchAccuracy([], { strictness })).toBeNull();
  });

  test('are averaged, wrong ones included', () => {
    const notes = [
      { cents: 0, inScale: true },
      { cents: -20, inScale: true },
      { cents: 3, inScale: false },
    ];
    expect(pitchAccuracy(notes, { strictness: 0.5 })).toBeCloseTo((1 + 0.6923 + 0) / 3, 4);
  });
});

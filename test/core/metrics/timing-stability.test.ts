import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitRhythm } from '../../../src/core/metrics/rhythm-model.js';
import { timingStability } from '../../../src/core/metrics/timing-stability.js';
import { naiveDeviation } from './naive-rhythm.js';

const times = (count: number, ...values: number[]) => Array.from({ length: count }, () => values).flat();

describe('timing without a clock', () => {
  test.each([
    ['even', times(15, 500), 0, [1, 1, 1]],
    [
      'quarters and eighths',
      [500, 500, 250, 250, 500, 250, 250, 500, 500, 500, 250, 250, 500, 500, 500],
      0,
      [1, 1, 1],
    ],
    ['eighths and triplets', [...times(4, 250), ...times(6, 166.67), ...times(4, 250)], 0, [1, 1, 1]],
    ['three lengths', [500, 500, ...times(4, 250), ...times(6, 166.67), 500], 0, [1, 1, 1]],
    ['dotted', times(8, 375, 125), 0, [1, 1, 1]],
    ['gallop', times(5, 250, 125, 125), 0, [1, 1, 1]],
    ['dotted and eighths', times(4, 375, 125, 250, 250), 0, [1, 1, 1]],
    ['swing', times(8, 333.33, 166.67), 0, [1, 1, 1]],
    ['with rests', [...times(4, 500), 1000, ...times(3, 500), 1500, ...times(3, 500)], 0, [1, 1, 1]],
    ['one late note', [...times(7, 500), 600, 400, ...times(6, 500)], 0.0339, [1, 1, 0.861]],
    ['one hesitation', [...times(7, 500), 800, ...times(7, 500)], 0.0292, [1, 1, 0.908]],
    ['limping a little', times(7, 525, 475), 0.0627, [0.989, 0.866, 0.573]],
    ['limping', times(7, 550, 450), 0.07, [0.958, 0.823, 0.5]],
    ['three onsets', [500, 500], 0, [1, 1, 1]],
    ['a note of double length', [500, 1000], 0, [1, 1, 1]],
    ['a long and two short', [500, 250, 250], 0, [1, 1, 1]],
    ['two unlike', [500, 650], 0.1644, [0.565, 0.268, 0]],
    ['two onsets', [500], null, [null, null, null]],
    ['nothing', [], null, [null, null, null]],
  ])('%s', (_, intervals, cv, scores) => {
    [0, 0.5, 1].forEach((strictness, at) => {
      const timing = timingStability(intervals, { strictness });
      const score = scores[at] ?? null;
      if (cv === null || score === null) expect(timing).toMatchObject({ score: null, cv: null });
      else {
        expect(timing.cv).toBeCloseTo(cv, 4);
        expect(timing.score).toBeCloseTo(score, 3);
      }
    });
  });

  test('confidence grows with the number of intervals', () => {
    const confidence = (count: number) => timingStability(times(count, 500), { strictness: 0.5 }).confidence;
    expect([1, 2, 4, 8, 30].map(confidence)).toEqual([0, 0.25, 0.5, 1, 1]);
  });

  test('a strum is one onset, and a pause parts two phrases', () => {
    const even = timingStability(times(8, 500), { strictness: 1 });
    expect(timingStability(times(8, 10, 12, 478), { strictness: 1 }).cv).toBeCloseTo(even.cv ?? 1, 9);
    expect(timingStability([...times(4, 500), 2300, ...times(4, 500)], { strictness: 1 })).toEqual(even);
  });

  test('a long session is the mean of its blocks, and three notes left over join the last one', () => {
    const steady = times(16, 500);
    const limping = times(8, 550, 450);
    const half = timingStability([...steady, ...limping], { strictness: 0.5 }).cv ?? 0;
    expect(half).toBeCloseTo((timingStability(limping, { strictness: 0.5 }).cv ?? 0) / 2, 12);
    const joined = timingStability([...steady, ...times(19, 480)], { strictness: 0.5 });
    expect(joined.cv).toBe(0);
  });

  test('what is no time is left out', () => {
    const odd = [Number.NaN, -5, 500, Number.POSITIVE_INFINITY, 500];
    expect(timingStability(odd, { strictness: 0.5 }).score).toBe(1);
  });
});

describe('the shortcuts change nothing', () => {
  const jittered = fc
    .tuple(
      fc.array(fc.constantFrom(500, 250, 166.67, 333.33, 1000, 750, 375, 125), {
        minLength: 2,
        maxLength: 20,
      }),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
      fc.constantFrom(0, 0.01, 0.05, 0.1, 0.3),
    )
    .map(([lengths, noise, amount]) => lengths.map((length, at) => length * (1 + amount * (noise[at] ?? 0))));
  const any = fc.array(fc.double({ min: 40, max: 2000, noNaN: true }), { minLength: 2, maxLength: 20 });
  const near = fc.array(fc.integer({ min: 400, max: 600 }), { minLength: 2, maxLength: 18 });

  test.each([
    ['rhythms with jitter', jittered],
    ['any intervals', any],
    ['nearly even intervals', near],
  ])('for %s', (_, intervals) => {
    fc.assert(
      fc.property(intervals, (row) => {
        expect(fitRhythm(row).deviation).toBeCloseTo(naiveDeviation(row), 9);
      }),
      { numRuns: 400, seed: 20 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { PeriodChoice } from '../../../../src/plugins/audio/engine/period-choice.js';
import { peaksOf } from './period-ears.js';

const NOTHING_OLD = new Float64Array(3);
const LONG_AGO = { sinceOnset: 1 };

/** The period of the peak that is chosen, null for none. */
function chosen(peaks: ReturnType<typeof peaksOf>, begun = LONG_AGO, old = NOTHING_OLD): number | null {
  return peaks.periods[new PeriodChoice(peaks, old).pick(begun)] ?? null;
}

describe('the string’s own period', () => {
  test('is the shortest of those that repeat equally well', () => {
    const peaks = peaksOf(
      { period: 0.005, height: 0.6 },
      { period: 0.01, height: 0.99 },
      { period: 0.02, height: 0.99 },
      { period: 0.03, height: 0.99 },
    );
    expect(chosen(peaks)).toBe(0.01);
  });

  test('is not half of it, where the octave is strong but not all', () => {
    expect(chosen(peaksOf({ period: 0.005, height: 0.85 }, { period: 0.01, height: 0.99 }))).toBe(0.01);
    expect(chosen(peaksOf({ period: 0.005, height: 0.75 }, { period: 0.01, height: 0.9 }))).toBe(0.01);
  });

  test('is not half of it in a clean sound either, though weak odd partials make the half nearly as good', () => {
    expect(chosen(peaksOf({ period: 0.005, height: 0.98 }, { period: 0.01, height: 0.9999 }))).toBe(0.01);
  });

  test('is the half if that repeats as cleanly', () => {
    expect(chosen(peaksOf({ period: 0.005, height: 0.9999 }, { period: 0.01, height: 0.9999 }))).toBe(0.005);
  });

  test('may be the half of one that repeats because an old note rings with it', () => {
    const peaks = peaksOf({ period: 0.005, height: 0.98 }, { period: 0.01, height: 0.9999 });
    expect(chosen(peaks, LONG_AGO, Float64Array.of(0.01, 0, 0))).toBe(0.005);
  });

  test('rests on what has sounded since the pluck alone', () => {
    const peaks = peaksOf({ period: 0.004, height: 0.8 }, { period: 0.01, height: 0.99, span: 0.018 });
    expect(chosen(peaks, { sinceOnset: 0.017 })).toBe(0.004);
    expect(chosen(peaks, { sinceOnset: 0.018 })).toBe(0.01);
  });

  test('is none where nothing repeats yet', () => {
    expect(chosen(peaksOf())).toBe(null);
    expect(chosen(peaksOf({ period: 0.01, height: 0.99 }), { sinceOnset: 0.004 })).toBe(null);
  });
});

import { describe, expect, test } from 'vitest';
import {
  DISPLAY_SECONDS,
  PITCH_DEAD_ZONE,
  PITCH_WEIGHT,
  PITCH_ZERO,
  TIMING_DEAD_ZONE,
  TIMING_ZERO,
} from '../../../src/core/metrics/constants.js';
import { quality } from '../../../src/core/metrics/index.js';
import { limitAt } from '../../../src/core/metrics/strictness.js';

const scores = (
  pitchAccuracy: number | null,
  scaleConformity: number | null,
  timingStability: number | null,
) => ({
  pitchAccuracy,
  scaleConformity,
  timingStability,
});

describe('one number for lamps', () => {
  test.each([
    [0.87, 0.75, 0.8, 0.7, 0.822975],
    [0, 1, 1, 0.5, 0.525],
    [0.9, null, 0.6, 0.5, 0.79322],
    [0.9, 0.8, null, 0, 0.857143],
    [null, null, null, 0.5, null],
  ])('pitch %s, scale %s, timing %s at strictness %s', (pitch, scale, timing, strictness, expected) => {
    const value = quality(scores(pitch, scale, timing), { strictness });
    if (expected === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected, 6);
  });

  test('a metric that is switched off has no say', () => {
    expect(quality(scores(0.9, 0, 0.5), { strictness: 0.5, enabledMetrics: ['pitch_accuracy'] })).toBeCloseTo(
      0.9,
      12,
    );
  });

  test('a wrong note dips it, the more the stricter, and not at all at strictness 0', () => {
    const dip = (strictness: number) => quality(scores(1, 1, 1), { strictness, isWrongNote: true });
    expect([0, 0.3, 1].map(dip)).toEqual([1, 0.7, 0]);
  });
});

describe('strictness', () => {
  test.each([
    [0, 15, 60, 0.06, 0.3, 2, 0.4],
    [0.5, 10, 42.5, 0.04, 0.21, 1.25, 0.475],
    [1, 5, 25, 0.02, 0.12, 0.5, 0.55],
  ])('%d draws all limits in', (strictness, ...limits) => {
    const all = [PITCH_DEAD_ZONE, PITCH_ZERO, TIMING_DEAD_ZONE, TIMING_ZERO, DISPLAY_SECONDS, PITCH_WEIGHT];
    all.forEach((limit, at) => {
      expect(limitAt(limit, strictness)).toBeCloseTo(limits[at] ?? Number.NaN, 12);
    });
  });
});

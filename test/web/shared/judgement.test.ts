import { describe, expect, test } from 'vitest';
import {
  judgePitch,
  noteShape,
  noteWord,
  scoreShape,
  zeroOf,
  zoneOf,
} from '../../../web/shared/judgement.js';

describe('every judgement has a shape, a word and a place', () => {
  test.each([
    [1, 'disc'],
    [0.7, 'disc'],
    [0.69, 'diamond'],
    [0.4, 'diamond'],
    [0.39, 'up'],
    [null, 'dash'],
  ] as const)('a score of %s is a %s', (score, shape) => {
    expect(scoreShape(score)).toBe(shape);
  });

  test('far out, the triangle points to where the note went', () => {
    expect(noteShape({ judgement: 'sharp', score: 0.1, cents: 38 })).toBe('up');
    expect(noteShape({ judgement: 'flat', score: 0.1, cents: -38 })).toBe('down');
  });

  test('a note outside the scale is a cross, however well it is in tune', () => {
    expect(noteShape({ judgement: 'outside', score: 0, cents: 1 })).toBe('cross');
    expect(noteWord('outside')).toBe('outside the scale');
  });

  test.each([
    [0, 15, 60],
    [0.5, 10, 42.5],
    [1, 5, 25],
  ])('at strictness %d the zone is ±%d cents and nothing counts from %d', (strictness, zone, zero) => {
    expect(zoneOf(strictness)).toBe(zone);
    expect(zeroOf(strictness)).toBe(zero);
  });

  test('a live pitch is judged by the rule that scores the notes', () => {
    expect(judgePitch(-6, 0.5)).toEqual({ score: 1, cents: -6, judgement: 'in-tune' });
    expect(judgePitch(25, 0.5).score).toBeCloseTo(0.5385, 4);
    expect(judgePitch(25, 0.5).judgement).toBe('close');
    expect(judgePitch(-45, 0.5)).toEqual({ score: 0, cents: -45, judgement: 'flat' });
  });
});

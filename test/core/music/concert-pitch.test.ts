import { describe, expect, test } from 'vitest';
import {
  A4_PRESETS,
  a4FromOffset,
  a4FromPlayedNote,
  centsFromNearestNote,
  frequencyFromNoteNumber,
  isConcertPitch,
  nearestNote,
  noteNumberFromFrequency,
  roundA4,
} from '../../../src/core/music/index.js';

describe('frequency and cents', () => {
  test.each([
    [445, 440, 69, 19.562],
    [82, 440, 40, -8.569],
    [440, 442, 69, -7.851],
    [440, 432, 69, 31.767],
  ])('%d Hz at A4 = %d', (hertz, a4, note, cents) => {
    const number = noteNumberFromFrequency(hertz, a4);
    expect(nearestNote(number)).toBe(note);
    expect(centsFromNearestNote(number)).toBeCloseTo(cents, 3);
  });

  test('a quarter tone belongs to the note above', () => {
    expect(nearestNote(60.5)).toBe(61);
    expect(centsFromNearestNote(60.5)).toBe(-50);
    expect(nearestNote(60.499)).toBe(60);
  });
});

describe('concert pitch', () => {
  test('runs from 400 to 480 in tenths', () => {
    expect([399.9, 400, 480, 480.1, Number.NaN].map(isConcertPitch)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect([439.96, 300, 500].map(roundA4)).toEqual([440, 400, 480]);
    expect(A4_PRESETS.every(isConcertPitch)).toBe(true);
  });

  test('can be set from a played note', () => {
    expect(a4FromPlayedNote(frequencyFromNoteNumber(40, 443))).toBe(443);
    expect(a4FromPlayedNote(frequencyFromNoteNumber(57, 432))).toBe(432);
    expect(a4FromOffset(0, 441.5)).toBe(441.5);
    expect(a4FromOffset(-7.851, 442)).toBe(440);
  });
});

import { describe, expect, test } from 'vitest';
import {
  centsInWords,
  clock,
  dayOf,
  lasting,
  listed,
  points,
  shownName,
  shownScale,
  signed,
  spokenName,
} from '../../../web/shared/format.js';

describe('what the player reads', () => {
  test.each([
    ['Eb', 'E♭', 'E flat'],
    ['F#', 'F♯', 'F sharp'],
    ['A', 'A', 'A'],
    ['Bbb', 'B♭♭', 'B flat flat'],
  ])('%s is shown as %s and spoken as %s', (name, shown, spoken) => {
    expect(shownName(name)).toBe(shown);
    expect(spokenName(name)).toBe(spoken);
  });

  test('the octave is spoken after the note', () => {
    expect(spokenName('Eb', 4)).toBe('E flat 4');
  });

  test.each([
    [4.4, '+4'],
    [-6.2, '−6'],
    [0.3, '0'],
    [-0.4, '0'],
  ])('%d cents carry their sign: %s', (cents, text) => {
    expect(signed(cents)).toBe(text);
  });

  test.each([
    [-22, '22 cents flat'],
    [7, '7 cents sharp'],
    [-1.8, 'in the middle'],
  ])('%d cents in words: %s', (cents, words) => {
    expect(centsInWords(cents)).toBe(words);
  });

  test('a score without evidence is a dash, never 0', () => {
    expect(points(null)).toBe('–');
    expect(points(0)).toBe('0');
    expect(points(0.894)).toBe('89');
  });

  test.each([
    [0, '0:00'],
    [768, '12:48'],
    [35_999, '9:59:59'],
    [-3, '0:00'],
  ])('%d seconds on the clock are %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  test.each([
    [1, '1 second'],
    [42, '42 seconds'],
    [60, '1 minute'],
    [1440, '24 minutes'],
  ])('%d seconds last %s', (seconds, text) => {
    expect(lasting(seconds)).toBe(text);
  });

  test('scales are written as in a sentence', () => {
    expect(shownScale('A Minor Pentatonic')).toBe('A minor pentatonic');
    expect(shownScale('Bb Major')).toBe('B♭ major');
    expect(shownScale('Notes: A C D')).toBe('Notes: A C D');
  });

  test('lists end with and', () => {
    expect(listed(['A', 'C', 'D'])).toBe('A, C and D');
    expect(listed(['A'])).toBe('A');
    expect(listed([])).toBe('');
  });

  test.each([
    [new Date(2026, 10, 22, 1), 'Today'],
    [new Date(2026, 10, 21, 23, 59), 'Yesterday'],
    [new Date(2026, 10, 20), 'Friday'],
    [new Date(2026, 10, 15), '15 November'],
    [new Date(2025, 4, 3), '3 May 2025'],
  ])('%s was %s', (date, text) => {
    expect(dayOf(date, new Date(2026, 10, 22, 17, 20))).toBe(text);
  });
});

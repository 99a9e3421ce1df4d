import { describe, expect, test } from 'vitest';
import {
  searchInputs,
  searchScales,
  searchTunings,
  stringsOf,
} from '../../../web/dashboard/practise/choices.js';
import { sensitivityInWords, strictnessInWords } from '../../../web/dashboard/practise/effects.js';

describe('choosing a scale', () => {
  test('understands what guitarists type', () => {
    expect(searchScales('am pent', 'C Major').items[0]).toEqual({
      value: 'A Minor Pentatonic',
      label: 'A minor pentatonic',
      hint: 'A C D E G',
    });
  });

  test('keeps the root that is practised when none is typed', () => {
    const names = searchScales('blues', 'E Minor').items.map(({ value }) => value);
    expect(names).toContain('E Minor Blues');
    expect(names).toContain('E Major Blues');
  });

  test('offers every scale of a root', () => {
    const { items, problem } = searchScales('f#', 'A Minor');
    expect(problem).toBeNull();
    expect(items.every(({ value }) => value.startsWith('F#'))).toBe(true);
    expect(items.length).toBeGreaterThan(10);
  });

  test('says that a name is unknown, and offers the nearest', () => {
    const { items, problem } = searchScales('a minr pentatnic', 'A Minor');
    expect(problem).toBe('No scale has this name. The nearest:');
    expect(items.map(({ value }) => value)).toContain('A Minor Pentatonic');
  });
});

describe('choosing a tuning', () => {
  test('by name', () => {
    expect(searchTunings('drop d').items[0]).toMatchObject({ value: 'Drop D', hint: 'D A D G B E' });
    expect(searchTunings('').items[0]).toMatchObject({ label: 'standard tuning' });
  });

  test('by its strings', () => {
    expect(searchTunings('C2 G2 D3 A3 E4 G4').problem).toBeNull();
    expect(stringsOf('Standard')).toEqual([40, 45, 50, 55, 59, 64]);
    expect(stringsOf('banjo of doom')).toBeNull();
  });

  test('says what would help when it is unknown', () => {
    expect(searchTunings('banjo of doom').problem).toContain('low to high');
  });
});

test('inputs are known by their device', () => {
  const guitar = {
    id: 'guitar',
    use: 'audio',
    roles: ['input' as const],
    state: 'running' as const,
    since: '2026-11-22T17:00:00Z',
    message: 'Listening.',
    hint: null,
    next_try_at: null,
    restarts: 0,
    dropped: 0,
    details: { device: 'Scarlett 2i2' },
  };
  expect(searchInputs('', [guitar]).items.map(({ label }) => label)).toEqual(['every input', 'Scarlett 2i2']);
  expect(searchInputs('scar', [guitar]).items.map(({ value }) => value)).toEqual(['guitar']);
  expect(searchInputs('piano', [guitar]).problem).toBe('None of the 1 input has this name.');
});

test('settings say what they do', () => {
  expect(strictnessInWords(0.5)).toBe('Full marks within 10 cents of the note, none beyond 42.');
  expect(strictnessInWords(1)).toBe('Full marks within 5 cents of the note, none beyond 25.');
  const words = [0, 0.3, 0.5, 0.7, 1].map(sensitivityInWords);
  expect(new Set(words).size).toBe(5);
});

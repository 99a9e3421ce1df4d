import { Midi } from 'tonal';
import { describe, expect, test } from 'vitest';
import { RequestError } from '../../../src/core/errors.js';
import { listTunings, parseTuning, rangeOf } from '../../../src/core/music/index.js';

describe('a tuning is found by name or by its notes', () => {
  test.each([
    ['standard', 'Standard', [40, 45, 50, 55, 59, 64]],
    ['', 'Standard', [40, 45, 50, 55, 59, 64]],
    ['Drop D', 'Drop D', [38, 45, 50, 55, 59, 64]],
    ['drop-d tuning', 'Drop D', [38, 45, 50, 55, 59, 64]],
    ['double drop d', 'Double Drop D', [38, 45, 50, 55, 59, 62]],
    ['dadgad', 'DADGAD', [38, 45, 50, 55, 57, 62]],
    ['D A D G A D', 'DADGAD', [38, 45, 50, 55, 57, 62]],
    ['open g', 'Open G', [38, 43, 50, 55, 59, 62]],
    ['half step down', 'Half Step Down', [39, 44, 49, 54, 58, 63]],
    ['Eb standard', 'Half Step Down', [39, 44, 49, 54, 58, 63]],
    ['drop C♯', 'Drop C#', [37, 44, 49, 54, 58, 63]],
    ['NST', 'NST', [36, 43, 50, 57, 64, 67]],
    ['7 string', '7-String', [35, 40, 45, 50, 55, 59, 64]],
    ['8-string', '8-String', [30, 35, 40, 45, 50, 55, 59, 64]],
    ['bass', 'Bass', [28, 33, 38, 43]],
    ['5-string bass', '5-String Bass', [23, 28, 33, 38, 43]],
    ['ukulele', 'Ukulele', [67, 60, 64, 69]],
    ['38 45 50 55 59 64', '38 45 50 55 59 64', [38, 45, 50, 55, 59, 64]],
    ['D2, A2, D3, G3, B3, E4', 'D2, A2, D3, G3, B3, E4', [38, 45, 50, 55, 59, 64]],
    ['C G C F A D', 'C G C F A D', [36, 43, 48, 53, 57, 62]],
    ['E A D G', 'E A D G', [28, 33, 38, 43]],
    ['E A C# E A E', 'E A C# E A E', [40, 45, 49, 52, 57, 64]],
  ])('%j', (text, name, openStrings) => {
    expect(parseTuning(text)).toEqual({ name, openStrings, capo: 0, soundingStrings: openStrings });
  });

  test.each([
    ['standard capo 2', 'Standard, capo 2', 2],
    ['Drop D, capo 3', 'Drop D, capo 3', 3],
    ['dadgad (capo 5)', 'DADGAD, capo 5', 5],
    ['capo 1', 'Standard, capo 1', 1],
  ])('%j raises what sounds, not what is strung', (text, name, capo) => {
    const tuning = parseTuning(text);
    expect(tuning).toMatchObject({ name, capo });
    expect(tuning.soundingStrings).toEqual(tuning.openStrings.map((open) => open + capo));
    expect(parseTuning(tuning.name)).toEqual(tuning);
  });

  test.each(['drop', 'X Y Z', '40 400', 'capo 40', 'standard capo', 'A'.repeat(200)])(
    '%j is refused',
    (text) => {
      expect(() => parseTuning(text)).toThrow(RequestError);
    },
  );

  test('an unknown one gets the three nearest as an answer', () => {
    expect(() => parseTuning('dop D')).toThrow(/^Tuning "dop D" is not known\. Did you mean "Drop D", "/);
  });

  test('one that goes on for pages is refused without reading all of it', () => {
    const endless = `a${' '.repeat(1_000_000)}b`;
    expect(() => parseTuning(endless)).toThrow(/^Tuning "a +…" is not known\./);
  });

  test('every listed tuning reads back', () => {
    for (const { name, openStrings, aliases } of listTunings()) {
      for (const known of [name, ...aliases]) expect(parseTuning(known)).toMatchObject({ name, openStrings });
    }
  });
});

describe('the range to listen in follows the strings', () => {
  test.each([
    ['standard', 38, 90],
    ['8-string', 28, 90],
    ['bass', 26, 69],
    ['ukulele', 58, 95],
    ['standard capo 2', 40, 92],
  ])('%s', (name, low, high) => {
    const { lowHz, highHz } = rangeOf(parseTuning(name));
    expect(lowHz).toBeCloseTo(Midi.midiToFreq(low), 9);
    expect(highHz).toBeCloseTo(Midi.midiToFreq(high), 9);
  });

  test('a lower concert pitch lowers it', () => {
    expect(rangeOf(parseTuning('8-string'), 432).lowHz).toBeCloseTo(Midi.midiToFreq(28, 432), 9);
  });
});

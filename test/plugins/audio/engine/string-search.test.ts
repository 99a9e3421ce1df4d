import { describe, expect, test } from 'vitest';
import { SpectralPeaks } from '../../../../src/plugins/audio/engine/spectral-peaks.js';
import { StringSearch } from '../../../../src/plugins/audio/engine/string-search.js';
import { cents } from './listening.js';
import { HIGH_RATE } from './period-ears.js';

const SIZE = 2048;
const UNHEARD = { frequency: Number.NaN };

interface Partial {
  readonly hertz: number;
  readonly amplitude: number;
}

/** A string of so many partials that fall off with their number. */
function partials(hertz: number, numbers: readonly number[], inharmonicity = 0): Partial[] {
  return numbers.map((n) => ({ hertz: n * hertz * Math.sqrt(1 + inharmonicity * n * n), amplitude: 1 / n }));
}

const SIX = [1, 2, 3, 4, 5, 6];

/** A spectrum of just these partials. */
function peaksOf(all: readonly Partial[]): SpectralPeaks {
  const peaks = new SpectralPeaks(HIGH_RATE, SIZE);
  all
    .toSorted((a, b) => a.hertz - b.hertz)
    .forEach(({ hertz, amplitude }, i) => {
      peaks.hertz[i] = hertz;
      peaks.amplitudes[i] = amplitude;
    });
  peaks.count = all.length;
  peaks.newCount = all.filter(({ amplitude }) => amplitude > 0).length;
  return peaks;
}

/** What is found in it. */
function searched(all: readonly Partial[], heard = UNHEARD): StringSearch {
  const search = new StringSearch(HIGH_RATE / SIZE);
  search.search(peaksOf(all), heard);
  return search;
}

describe('one string', () => {
  test.each([82.41, 110, 196, 329.63])('of %s Hz explains all of its partials', (hertz) => {
    const { hertz: found, rest } = searched(partials(hertz, SIX));
    expect(Math.abs(cents(found, hertz))).toBeLessThan(1);
    expect(rest).toBe(0);
  });

  test('that is stiff explains its high partials, too', () => {
    const { hertz, rest } = searched(partials(110, [...SIX, 7, 8, 9, 10, 11, 12], 2.5e-4));
    expect(Math.abs(cents(hertz, 110))).toBeLessThan(10);
    expect(rest).toBe(0);
  });

  test('whose strongest partial is the third is still named after its first', () => {
    const weakFirst = partials(110, SIX).map((each, i) => ({ ...each, amplitude: i === 2 ? 1 : 0.2 }));
    expect(searched(weakFirst).hertz).toBeCloseTo(110, 1);
  });

  test('without a first partial is found where it is heard', () => {
    const sound = partials(55, [2, 3, 4, 5, 6, 7, 8]);
    const { hertz, rest } = searched(sound, { frequency: 55 });
    expect(hertz).toBeCloseTo(55, 1);
    expect(rest).toBeCloseTo(0, 9);
    expect(searched(sound).rest).toBeGreaterThan(0.1);
  });
});

describe('several strings', () => {
  test.each([
    ['a fifth', 2 ** (7 / 12)],
    ['a fourth', 2 ** (5 / 12)],
    ['a major third', 2 ** (4 / 12)],
  ])('a second one is left over: %s', (_, ratio) => {
    const { rest } = searched([...partials(110, SIX), ...partials(110 * ratio, SIX)]);
    expect(rest).toBeGreaterThan(0.25);
  });

  test.each([
    ['a fifth', [220, 329.63], 110],
    ['a fifth, with a noise of the body an octave lower', [112.8, 220, 329.63], 110],
    ['an open D', [146.83, 220, 293.66, 369.99], 73.42],
    ['a D7', [146.83, 220, 261.63, 369.99], 73.42],
    ['a major triad in its first inversion', [329.63, 392, 523.25], 65.41],
  ])('are no lower string, though they are heard as one: %s', (_, strings, frequency) => {
    const sound = strings.flatMap((hertz) =>
      partials(hertz, SIX).map((each) => (hertz === 112.8 ? { hertz, amplitude: 0.02 } : each)),
    );
    const { hertz, rest } = searched(sound, { frequency });
    expect(hertz).toBeGreaterThan(1.5 * frequency);
    expect(rest).toBeGreaterThan(0.12);
  });

  test('are not the partials of one low string that nobody plays', () => {
    const triad = [220, 277.18, 329.63].flatMap((hertz) => partials(hertz, [1, 2, 3]));
    const { hertz, rest } = searched(triad);
    expect([220, 277.18, 329.63].some((each) => Math.abs(cents(hertz, each)) < 5)).toBe(true);
    expect(rest).toBeGreaterThan(0.4);
  });

  test.each([156, 346.5])(
    'the rest is the share that the first one leaves, such as %s Hz beside 110',
    (hertz) => {
      const { rest } = searched([...partials(110, [1, 2]), { hertz, amplitude: 0.5 }]);
      expect(rest).toBeCloseTo(0.5 / 2, 9);
    },
  );

  test('an octave is its lower note', () => {
    const { hertz, rest } = searched([...partials(110, SIX), ...partials(220, SIX)]);
    expect([Math.round(hertz), rest]).toEqual([110, 0]);
  });
});

describe('of what one string leaves over', () => {
  test.each([
    ['a fifth', 2 ** (7 / 12), [1, 3, 5]], // its second and fourth partials lie on the third and the sixth of the lower string
    ['a fourth', 2 ** (5 / 12), [1, 2, 4, 5]],
    ['a major third', 2 ** (4 / 12), [1, 2, 3, 5, 6]],
  ])('the partials of one other string are counted: %s', (_, ratio, left) => {
    expect(searched([...partials(110, SIX), ...partials(110 * ratio, SIX)]).others).toBe(left.length);
  });

  test('a stiff string has partials that are a little sharp', () => {
    expect(searched([...partials(110, SIX), ...partials(146.83, SIX, 2.5e-4)]).others).toBe(4);
  });

  test('the string that has the most of them is meant', () => {
    const third = partials(250, [1]);
    expect(searched([...partials(110, SIX), ...partials(146.83, SIX), ...third]).others).toBe(4);
  });

  test('nothing is left, where there is one string alone', () => {
    expect(searched(partials(110, SIX)).others).toBe(0);
    expect(searched(partials(110, [...SIX, 7, 8, 9, 10, 11, 12], 2.5e-4)).others).toBe(0);
  });

  test('nothing is left of a stiff string that is heard', () => {
    const sound = partials(110, [...SIX, 14, 15, 16, 17], 2.5e-4);
    expect(searched(sound).others).toBeGreaterThan(0);
    expect(searched(sound, { frequency: 110 })).toMatchObject({ rest: 0, others: 0 });
  });

  test('a noise of the body is no string: it is alone, or out of tune', () => {
    expect(searched([...partials(110, SIX), { hertz: 156, amplitude: 0.5 }]).others).toBe(1);
    const body = [156, 156 * 2.03, 156 * 3.1].map((hertz) => ({ hertz, amplitude: 0.5 }));
    expect(searched([...partials(110, SIX), ...body]).others).toBe(1);
  });

  test('what rang before is not counted', () => {
    const fourth = partials(146.83, SIX).map((each) => ({ ...each, amplitude: 0 }));
    expect(searched([...partials(110, SIX), ...fourth]).others).toBe(0);
  });

  test('nor is what was struck counted from there: no string sounds without its first partial', () => {
    const fourth = partials(146.83, SIX).map((each, i) => (i === 0 ? { ...each, amplitude: 0 } : each));
    expect(searched([...partials(110, SIX), ...fourth]).others).toBe(2);
  });

  test('is counted anew each time', () => {
    const search = new StringSearch(HIGH_RATE / SIZE);
    search.search(peaksOf([...partials(110, SIX), ...partials(146.83, SIX)]), UNHEARD);
    search.search(peaksOf(partials(110, SIX)), UNHEARD);
    expect(search.others).toBe(0);
  });
});

test('where nothing sounds there is no string', () => {
  expect(searched([])).toMatchObject({ hertz: 0, rest: 1, others: 0 });
  expect(searched([{ hertz: 110, amplitude: 0 }])).toMatchObject({ hertz: 0, rest: 1, others: 0 });
});

import { describe, expect, test } from 'vitest';
import {
  compareScores,
  dailyStreak,
  exerciseScore,
  fretboardHeatMap,
  inScaleRatio,
  intervalConfusion,
  movingMean,
  pairwiseVariability,
  parseScale,
  positionCoverage,
  rawCv,
  scaleEvenness,
} from '../../../src/core/metrics/index.js';

const day = (date: string) => new Date(`${date}T12:00:00Z`);

describe('two practices compared', () => {
  const scores = (mean: number, count = 60) =>
    Array.from({ length: count }, (_, at) => Math.min(1, Math.max(0, mean + 0.3 * Math.sin(at * 2.399))));

  test('a clear gain is real', () => {
    const change = compareScores(scores(0.5), scores(0.7));
    expect(change?.isReal).toBe(true);
    expect(change?.difference).toBeCloseTo(0.2, 1);
    expect(change?.low).toBeLessThan(change?.difference ?? 0);
    expect(change?.high).toBeGreaterThan(change?.difference ?? 1);
  });

  test('a small one may be chance', () => {
    expect(compareScores(scores(0.6), scores(0.63))?.isReal).toBe(false);
    expect(compareScores(scores(0.6), scores(0.6))).toMatchObject({ difference: 0, isReal: false });
  });

  test('the answer is the same every time, and none with too few notes', () => {
    expect(compareScores(scores(0.5), scores(0.6))).toEqual(compareScores(scores(0.5), scores(0.6)));
    expect(compareScores(scores(0.5, 2), scores(0.6))).toBeNull();
  });
});

describe('progress', () => {
  test('a moving mean forgets by the calendar', () => {
    const means = movingMean(
      [
        { date: day('2026-03-08'), value: 1 },
        { date: day('2026-03-01'), value: 0 },
      ],
      7,
    );
    expect(means.map(({ value }) => value)).toEqual([0, 1 / (1 + Math.exp(-1))]);
  });

  test('a daily streak needs five minutes a day, which may come in pieces', () => {
    const practice = (date: string, minutes: number) => ({
      startedAt: day(date),
      durationSeconds: 60 * minutes,
    });
    const practices = [
      practice('2026-03-01', 9),
      practice('2026-03-02', 9),
      practice('2026-03-03', 9),
      practice('2026-03-04', 4),
      practice('2026-03-05', 3),
      practice('2026-03-05', 3),
      practice('2026-03-06', 5),
    ];
    expect(dailyStreak(practices, day('2026-03-06'), 'UTC')).toEqual({
      current: 2,
      best: 3,
      isTodayDone: true,
    });
    expect(dailyStreak(practices, day('2026-03-07'), 'UTC')).toEqual({
      current: 2,
      best: 3,
      isTodayDone: false,
    });
    expect(dailyStreak(practices, day('2026-03-08'), 'UTC').current).toBe(0);
    expect(dailyStreak([], day('2026-03-08'), 'UTC')).toEqual({ current: 0, best: 0, isTodayDone: false });
  });

  test('a day is the player’s own, also when the clocks change', () => {
    const late = (date: string) => ({ startedAt: new Date(date), durationSeconds: 600 });
    const practices = [
      late('2026-03-28T22:30:00Z'),
      late('2026-03-29T21:30:00Z'),
      late('2026-03-29T22:30:00Z'),
    ];
    const now = new Date('2026-03-30T10:00:00Z');
    expect(dailyStreak(practices, now, 'Europe/Berlin')).toEqual({ current: 3, best: 3, isTodayDone: true });
    expect(dailyStreak(practices, now, 'UTC').current).toBe(2);
  });
});

describe('coverage', () => {
  const scale = parseScale('A minor pentatonic');

  test('tells how much belongs to the scale and how evenly it is used', () => {
    expect(inScaleRatio(42, 3)).toBeCloseTo(42 / 45, 12);
    expect(inScaleRatio(0, 0)).toBeNull();
    expect(scaleEvenness([9, 0, 2, 4, 7, 9, 0, 2, 4, 7], scale)).toBeCloseTo(1, 12);
    expect(scaleEvenness([9, 9, 9, 1], scale)).toBeCloseTo(0, 12);
    expect(scaleEvenness([1], scale)).toBeNull();
  });

  test('maps the neck, and says what was inferred', () => {
    const at = (string: number | null, fret: number, score: number | null, positionConfidence = 1) => ({
      string,
      fret,
      score,
      positionConfidence,
    });
    const notes = [at(3, 2, 1), at(3, 2, 0.5), at(2, 1, null, 0.6), at(null, 3, 1)];
    expect(fretboardHeatMap(notes)).toEqual([
      { string: 2, fret: 1, count: 1, meanScore: null, isInferred: true },
      { string: 3, fret: 2, count: 2, meanScore: 0.75, isInferred: false },
    ]);
    expect(
      positionCoverage(notes, [
        { string: 3, fret: 2 },
        { string: 3, fret: 5 },
      ]),
    ).toBe(0.5);
    expect(positionCoverage(notes, [])).toBeNull();
  });
});

describe('an exercise knows what should be played', () => {
  test.each([
    [57, 57, true, 1],
    [57.2, 57, true, 0.6923],
    [57.51, 57, true, 0],
    [69, 57, true, 0],
    [69, 57, false, 1],
    [68.8, 57, false, 0.6923],
  ])('%d for %d, octave strict: %s', (played, expected, isOctaveStrict, score) => {
    expect(exerciseScore({ played, expected }, { strictness: 0.5, isOctaveStrict })).toBeCloseTo(score, 4);
  });

  test('and which intervals are taken for which', () => {
    const notes = [57, 60, 57, 60, 57, 59].map((played, at) => ({ played, expected: at % 2 ? 61 : 57 }));
    expect(intervalConfusion(notes)).toEqual([
      { intended: 4, played: 3, count: 2 },
      { intended: -4, played: -3, count: 2 },
      { intended: 4, played: 2, count: 1 },
    ]);
  });
});

test('a perfect swing is why raw spread is no score', () => {
  const swing = Array.from({ length: 16 }, (_, at) => (at % 2 ? 500 / 3 : 1000 / 3));
  expect(rawCv(swing)).toBeCloseTo(0.333, 3);
  expect(pairwiseVariability(swing)).toBeCloseTo(66.7, 1);
  expect([rawCv([500]), pairwiseVariability([])]).toEqual([null, null]);
});

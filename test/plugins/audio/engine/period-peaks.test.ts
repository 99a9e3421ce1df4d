import { expect, test } from 'vitest';
import { cents, string } from './listening.js';
import { HIGH_RATE, PeriodEars, peaksOf } from './period-ears.js';

const A2 = 110;
const heard = (hertz: number, inharmonicity = 0) =>
  new PeriodEars().hear(string(hertz, 0.3, { sampleRate: HIGH_RATE, inharmonicity })).peaks;

test.each([41.2, 82.41, 110, 196, 329.63, 440, 659.26, 1174.66])(
  'a string of %s Hz has a peak at its period, to five cents, that is nearly 1',
  (hertz) => {
    const peaks = heard(hertz);
    const own = peaks.nearest({ period: 1 / hertz }, 50);
    expect(Math.abs(cents(1 / (peaks.periods[own] ?? 0), hertz))).toBeLessThan(5);
    expect(peaks.heights[own]).toBeGreaterThan(0.98);
    expect(peaks.heights[own]).toBeLessThanOrEqual(1);
  },
);

test('what repeats after one period repeats after two and three; peaks come shortest first', () => {
  const peaks = heard(A2);
  const found = peaks.periods.subarray(0, peaks.count);
  for (const times of [1, 2, 3]) expect(peaks.nearest({ period: times / A2 }, 20)).toBeGreaterThanOrEqual(0);
  expect(found).toEqual(found.toSorted());
});

test('a peak rests on less than two periods of signal, and on more than its own', () => {
  const peaks = heard(A2);
  const own = peaks.nearest({ period: 1 / A2 }, 20);
  expect(peaks.spans[own]).toBeGreaterThan(1 / A2);
  expect(peaks.spans[own]).toBeLessThan(2 / A2);
});

test.each([345, 376])('a string of %s Hz, which both banks hear, has one peak', (hertz) => {
  const peaks = heard(hertz);
  const same = peaks.periods.subarray(0, peaks.count).filter((period) => Math.abs(period * hertz - 1) < 0.05);
  expect(same).toHaveLength(1);
});

test('silence has no peak', () => {
  expect(new PeriodEars().hear(new Float32Array(HIGH_RATE / 10)).peaks.count).toBe(0);
});

test('of two peaks the nearer one is meant, and none that is too far away', () => {
  const peaks = peaksOf(
    { period: 0.01, height: 1 },
    { period: 0.0102, height: 1 },
    { period: 0.02, height: 1 },
  );
  expect(peaks.nearest({ period: 0.01008 }, 60)).toBe(0);
  expect(peaks.nearest({ period: 0.01013 }, 60)).toBe(1);
  expect(peaks.nearest({ period: 0.02 * 2 ** (61 / 1200) }, 60)).toBe(-1);
  expect(peaks.nearest({ period: 0.02 * 2 ** (-61 / 1200) }, 60)).toBe(-1);
});

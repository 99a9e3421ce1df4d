import { expect, test } from 'vitest';
import {
  noteStatistics,
  type PitchTally,
  weakestNotes,
  wilsonLowerBound,
} from '../../../../src/core/session/history/note-statistics.js';

const tally = (pitch: number, count: number, rest: Partial<PitchTally> = {}): PitchTally => ({
  scaleName: 'Eb Major',
  strictness: 0.5,
  pitch,
  inScale: true,
  count,
  ...rest,
});

test('a note that is mostly flat says so, with its spread and its share of misses', () => {
  const [row] = noteStatistics([tally(62.8, 6), tally(63, 3), tally(62.55, 1)]);
  expect(row).toMatchObject({ midi: 63, name: 'Eb', octave: 4, pitch_class: 3, in_scale: true, count: 10 });
  expect(row?.mean_cents).toBeCloseTo(-(6 * 20 + 45) / 10, 6);
  expect(row?.iqr_cents).toBeCloseTo(20, 6);
  expect(row?.share_wrong).toBeCloseTo(0.1, 6); // 45 cents lie beyond 42.5, where nothing is left of the score
  expect(row?.mean_score).toBeCloseTo((6 * (22.5 / 32.5) + 3) / 10, 6);
});

test('notes come lowest first, and each is judged by the rules of its own practice', () => {
  const rows = noteStatistics([
    tally(67.2, 1, { strictness: 0 }),
    tally(67.2, 1, { strictness: 1 }),
    tally(58, 2, { scaleName: 'no scale that anybody knows' }),
    tally(64, 4, { inScale: false }),
  ]);
  expect(rows.map((row) => row.midi)).toEqual([58, 64, 67]);
  expect(rows[1]).toMatchObject({ in_scale: false, mean_score: 0, share_wrong: 1, name: 'E' });
  expect(rows[2]?.mean_score).toBeCloseTo((40 / 45 + 5 / 20) / 2, 6);
});

test('the weakest notes are those of the scale that were played often enough to tell', () => {
  const rows = noteStatistics([
    tally(63, 50),
    tally(65.3, 20),
    tally(67.4, 4),
    tally(64, 30, { inScale: false }),
    tally(70.2, 20),
  ]);
  expect(weakestNotes(rows).map((row) => row.midi)).toEqual([65, 70, 63]);
});

test.each([
  [1, 10, 0.722],
  [0.5, 10, 0.237],
  [0.9, 100, 0.826],
  [0, 5, 0],
])('%f of %i hits is at least %f, with 95 %% confidence', (share, count, bound) => {
  expect(wilsonLowerBound(share, count)).toBeCloseTo(bound, 3);
});

import { expect, test } from 'vitest';
import { Agreement, agree } from '../../../../src/plugins/audio/engine/agreement.js';

/** The period of a note so many cents above A2. */
const heard = (cents: number) => ({ period: 1 / (110 * 2 ** (cents / 1200)) });
const runs = (agreement: Agreement, ...cents: readonly number[]) =>
  cents.map((each) => agreement.add(heard(each)));

test('a pitch that comes up again and again agrees with itself', () => {
  expect(runs(new Agreement(), 0, 10, -10, 0)).toEqual([1, 2, 3, 4]);
});

test('another fret begins a count of its own', () => {
  expect(runs(new Agreement(), 0, 0, 100, 100, 0)).toEqual([1, 2, 1, 2, 1]);
});

test('34 cents are the same pitch, 36 are not, upwards and downwards', () => {
  expect([34, -34, 36, -36].map((cents) => agree(heard(cents), heard(0)))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('an attack that drifts by six cents a hop agrees, but is not steady; by four it is', () => {
  const drifting = new Agreement();
  const steady = new Agreement();
  expect(runs(drifting, 0, -6, -12, -18).at(-1)).toBe(4);
  runs(steady, 0, -4, -8, -12);
  expect([drifting.steadyRun, steady.steadyRun]).toEqual([1, 4]);
});

test('after a reset the same pitch is new, and with silence nothing agrees', () => {
  const agreement = new Agreement();
  runs(agreement, 0, 0, 0);
  agreement.reset();
  expect([agreement.steadyRun, agreement.period]).toEqual([0, Number.NaN]);
  expect(runs(agreement, 0)).toEqual([1]);
  expect(agree(heard(0), { period: 0 })).toBe(false);
});

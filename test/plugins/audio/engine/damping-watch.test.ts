import { expect, test } from 'vitest';
import { DampingWatch } from '../../../../src/plugins/audio/engine/damping-watch.js';

const HOP = 128;
const RATE = 44_100;
const hops = (seconds: number) => Math.round((seconds * RATE) / HOP);

/** A string whose level is known: `-20` dBFS at first, and then what `decibelsPerSecond` make of it. */
class FadingString {
  readonly watch = new DampingWatch();
  private level = -20;
  private end = 0;

  fade(decibelsPerSecond: number, seconds: number, tremble = (_: number) => 0): number {
    for (let i = 0; i < hops(seconds); i++) {
      this.end += HOP;
      this.level -= (decibelsPerSecond * HOP) / RATE;
      this.watch.hear({ level: this.level + tremble(i), end: this.end });
    }
    return this.end;
  }
}

test.each([0, 15, 60, 100])('a string that fades by %s dB a second is not stopped', (fall) => {
  const string = new FadingString();
  string.fade(fall, 1);
  expect(string.watch.dampedAt).toBeNaN();
});

test('the pulses of a low string, 8 dB deep and 30 a second, are no hand', () => {
  const string = new FadingString();
  string.fade(15, 1, (i) => (i % 11 < 5 ? -8 : 0));
  expect(string.watch.dampedAt).toBeNaN();
});

test.each([250, 500, 2000])(
  'a string that is stopped, at %s dB a second, ended where it began to fall',
  (fall) => {
    const string = new FadingString();
    const stopped = string.fade(15, 0.5);
    const end = string.fade(fall, 0.08);
    expect(string.watch.dampedAt).toBeGreaterThan(stopped - 0.01 * RATE);
    expect(string.watch.dampedAt).toBeLessThan(stopped + 0.02 * RATE);
    expect(string.watch.dampedAt).toBeLessThanOrEqual(end);
  },
);

test('the end stays where it was while the string falls further', () => {
  const string = new FadingString();
  string.fade(15, 0.5);
  string.fade(500, 0.06);
  const { dampedAt } = string.watch;
  string.fade(500, 0.1);
  expect(string.watch.dampedAt).toBe(dampedAt);
});

test('a string that sounds on after all was not stopped', () => {
  const string = new FadingString();
  string.fade(15, 0.5);
  string.fade(500, 0.03);
  string.fade(-500, 0.03);
  string.fade(15, 0.3);
  expect(string.watch.dampedAt).toBeNaN();
});

test('a new note is not stopped by the end of the one before', () => {
  const string = new FadingString();
  string.fade(15, 0.5);
  string.fade(500, 0.06);
  expect(string.watch.dampedAt).not.toBeNaN();
  string.watch.restart();
  string.fade(15, 0.5);
  expect(string.watch.dampedAt).toBeNaN();
});

test('the level of so many hops ago is remembered', () => {
  const { watch } = new FadingString();
  [-20, -21, -23].forEach((level, i) => {
    watch.hear({ level, end: i * HOP });
  });
  expect([0, 1, 2].map((ago) => watch.level(ago))).toEqual([-23, -21, -20]);
});

import { describe, expect, test } from 'vitest';
import { PitchPath } from '../../../../src/plugins/audio/engine/pitch-path.js';

const RATE = 44_100;
const HOP = 128;
const SPAN = 0.01 * RATE;

/** The path after a pitch over the seconds since the note began. */
function pathAfter(pitchAt: (seconds: number) => number, seconds: number): PitchPath & { now: number } {
  const path = Object.assign(new PitchPath(), { now: 0 });
  path.restart(pitchAt(0), 0);
  for (let end = HOP; end <= seconds * RATE; end += HOP) {
    path.hear({ quickPitch: pitchAt(end / RATE), quickSpan: SPAN, end });
    path.now = end;
  }
  return path;
}

const isGliding = (path: PitchPath & { now: number }) => path.isGliding(path.now, RATE);
const ramp = (from: number, seconds: number) => (time: number) =>
  Math.min(1, Math.max(0, (time - from) / seconds));

describe('a glide', () => {
  test.each([
    ['a bend by a whole tone in a quarter of a second', (time: number) => 57 + 2 * ramp(0.1, 0.25)(time)],
    ['its release', (time: number) => 59 - 2 * ramp(0.1, 0.25)(time)],
    ['a vibrato of 40 cents', (time: number) => 57 + 0.4 * Math.sin(2 * Math.PI * 6 * time)],
    ['a string that stays', () => 57],
  ])('is %s', (_, pitchAt) => {
    for (const seconds of [0.15, 0.25, 0.35, 0.5]) expect(isGliding(pathAfter(pitchAt, seconds))).toBe(true);
  });
});

describe('a leap', () => {
  const hammerOn = (time: number) => (time < 0.2 ? 57 : 59);

  test.each([
    ['a hammer-on by a whole tone', hammerOn],
    ['a pull-off by a semitone', (time: number) => (time < 0.2 ? 58 : 57)],
    ['a leap that the ear smears over the span it needs', (time: number) => 57 + 2 * ramp(0.2, 0.01)(time)],
  ])('is %s, and a tenth of a second later it is past', (_, pitchAt) => {
    expect(isGliding(pathAfter(pitchAt, 0.19))).toBe(true);
    expect(isGliding(pathAfter(pitchAt, 0.23))).toBe(false);
    expect(isGliding(pathAfter(pitchAt, 0.35))).toBe(true);
  });

  test('began where the finger came down, to the span that the ear needs', () => {
    const { leaptAt } = pathAfter(hammerOn, 0.25);
    expect(leaptAt).toBeGreaterThan(0.2 * RATE - SPAN);
    expect(leaptAt).toBeLessThan(0.2 * RATE + HOP);
  });

  test('of a slide over three frets began with the first, and the pitch settles at the last', () => {
    const slide = (time: number) => 57 + Math.min(3, Math.max(0, Math.floor((time - 0.2) / 0.015) + 1));
    const { leaptAt, settledSince } = pathAfter(slide, 0.3);
    expect(leaptAt).toBeGreaterThan(0.2 * RATE - SPAN);
    expect(leaptAt).toBeLessThan(0.2 * RATE + HOP);
    expect(settledSince / RATE).toBeCloseTo(0.23, 2);
  });
});

test('a pitch that trembles by a quarter tone has stayed where it is, one that moved has not', () => {
  expect(pathAfter((time) => 57 + (Math.floor(time * 100) % 2) / 4, 0.3).settledSince).toBe(0);
  expect(pathAfter((time) => (time < 0.1 ? 57 : 58), 0.3).settledSince / RATE).toBeCloseTo(0.1, 2);
});

test('a new note forgets the leaps of the one before', () => {
  const path = pathAfter((time) => (time < 0.2 ? 57 : 59), 0.22);
  path.restart(64, path.now);
  expect(isGliding(path)).toBe(true);
  expect(path.leaptAt).toBe(Number.NEGATIVE_INFINITY);
  path.hear({ quickPitch: 64, quickSpan: SPAN, end: path.now + HOP });
  expect(path.isGliding(path.now + HOP, RATE)).toBe(true);
});

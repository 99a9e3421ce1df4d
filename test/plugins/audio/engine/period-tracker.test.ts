import { describe, expect, test } from 'vitest';
import { NoveltyEar } from '../../../../src/plugins/audio/engine/novelty-ear.js';
import { PartialProbe } from '../../../../src/plugins/audio/engine/partial-probe.js';
import { PeriodTracker } from '../../../../src/plugins/audio/engine/period-tracker.js';
import { cents, noise, string } from './listening.js';
import { HIGH_HOP, HIGH_RATE, PeriodEars } from './period-ears.js';
import { decibelsOf, hopsOf, mix, rms } from './signals.js';

interface Tracked {
  /** Seconds since the start. */
  readonly end: number;
  readonly hertz: number;
  readonly isNew: boolean;
  readonly clarity: number;
}

/** What is tracked hop by hop, with onsets at these seconds. */
function track(sound: ArrayLike<number>, ...onsets: readonly number[]): Tracked[] {
  const ears = new PeriodEars(NoveltyEar.memorySeconds);
  const probe = new PartialProbe(ears.recent, ears.peaks);
  const tracker = new PeriodTracker(ears.peaks, probe, new NoveltyEar(ears.recentLower, 73, 1480), 1 / 73);
  const hop = HIGH_HOP / HIGH_RATE;
  const tracked: Tracked[] = [];
  const hops = hopsOf(sound, HIGH_HOP);
  ears.hear(sound, () => {
    const end = (tracked.length + 1) * hop;
    tracker.sinceOnset += hop;
    tracker.steadySeconds += hop;
    tracker.levelDb = Math.max(-120, decibelsOf(rms(hops[tracked.length] ?? new Float64Array(1))));
    const onset = onsets.find((at) => at <= end && at > end - hop);
    if (onset !== undefined) {
      tracker.sinceOnset = end - onset;
      tracker.restart();
    }
    tracker.update();
    const hertz = tracker.period > 0 ? 1 / tracker.period : Number.NaN;
    tracked.push({ end, hertz, isNew: tracker.isNew, clarity: tracker.clarity });
  });
  return tracked;
}

/** A string plucked at some time, with what sounded before. */
const plucked = (hertz: number, at = 0, seconds = 0.3, amplitude = 0.3) => [
  ...new Float64Array(Math.round(at * HIGH_RATE)),
  ...string(hertz, seconds, { sampleRate: HIGH_RATE, amplitude }),
];
/** Whether it has the name of the other. */
const isNear = (hertz: number, other: number) => Math.abs(cents(hertz, other)) < 50;
const newIn = (tracked: readonly Tracked[], from = 0) =>
  tracked.filter(({ end, isNew }) => isNew && end > from);

describe('a string', () => {
  test.each([82.41, 110, 146.83, 196, 246.94, 329.63, 659.26, 1174.66])(
    'of %s Hz is found within three periods and 8 ms, and held for as long as it sounds',
    (hertz) => {
      const found = newIn(track(plucked(hertz, 0.1), 0.1));
      expect((found[0]?.end ?? Infinity) - 0.1).toBeLessThan(3 / hertz + 0.008);
      expect(found.at(-1)?.end).toBeCloseTo(0.4, 2);
      expect(found.every((each) => isNear(each.hertz, hertz))).toBe(true);
      expect(found.at(-1)?.clarity).toBeGreaterThan(0.95);
    },
  );

  test('bent by a whole tone is followed all the way', () => {
    const bend = (time: number) => 200 * Math.min(1, Math.max(0, (time - 0.1) / 0.15));
    const tracked = newIn(track(string(220, 0.4, { sampleRate: HIGH_RATE, cents: bend }), 0));
    expect(isNear(tracked.at(-1)?.hertz ?? 0, 220 * 2 ** (2 / 12))).toBe(true);
    const steps = tracked.slice(1).map(({ hertz }, i) => Math.abs(cents(hertz, tracked[i]?.hertz ?? 0)));
    expect(Math.max(...steps)).toBeLessThan(60);
  });

  test('is let go within 50 ms where only noise is left', () => {
    const sound = mix([...plucked(196, 0, 0.2)], [...new Float64Array(0.2 * HIGH_RATE), ...noise(0.1, 0.3)]);
    expect(track(sound, 0).at(-1)).toMatchObject({ isNew: false });
  });
});

describe('the next note', () => {
  test('is new only when it is heard itself: till then the old one is old', () => {
    const sound = mix(plucked(110, 0, 0.3), plucked(164.81, 0.3, 0.3));
    const tracked = track(sound, 0, 0.3);
    const after = tracked.filter(({ end }) => end > 0.301);
    expect(after[0]).toMatchObject({ isNew: false });
    expect(newIn(after).every(({ hertz }) => isNear(hertz, 164.81))).toBe(true);
    expect((newIn(after)[0]?.end ?? Infinity) - 0.3).toBeLessThan(0.04);
  });

  test('is heard while the one before rings on', () => {
    const tracked = track(mix(plucked(110, 0, 0.8), plucked(164.81, 0.4, 0.4)), 0, 0.4);
    const soon = newIn(tracked, 0.4).filter(({ end }) => end < 0.48);
    expect(soon[0]?.end).toBeLessThan(0.425);
    expect(soon.every(({ hertz }) => isNear(hertz, 164.81))).toBe(true);
  });

  test('may be the same as before', () => {
    const tracked = track(mix(plucked(196, 0, 0.3), plucked(196, 0.3, 0.3)), 0, 0.3);
    const again = newIn(tracked, 0.305);
    expect(again.length).toBeGreaterThan(50);
    expect(again.every(({ hertz }) => isNear(hertz, 196))).toBe(true);
  });
});

test('silence and noise have no period', () => {
  expect(newIn(track(new Float64Array(0.2 * HIGH_RATE), 0.1))).toEqual([]);
  expect(newIn(track(noise(0.1, 0.3), 0))).toEqual([]);
});

test('what is forgotten is gone at once', () => {
  const ears = new PeriodEars(NoveltyEar.memorySeconds);
  const novelty = new NoveltyEar(ears.recentLower, 73, 1480);
  const tracker = new PeriodTracker(ears.peaks, new PartialProbe(ears.recent, ears.peaks), novelty, 1 / 73);
  tracker.restart();
  tracker.sinceOnset = 0;
  ears.hear(plucked(110), () => {
    tracker.sinceOnset += HIGH_HOP / HIGH_RATE;
    tracker.update();
  });
  expect(tracker).toMatchObject({ isNew: true });
  tracker.forget();
  expect(tracker).toMatchObject({ isNew: false, period: 0 });
});

import { describe, expect, test } from 'vitest';
import { NoveltyEar } from '../../../../src/plugins/audio/engine/novelty-ear.js';
import { RecentSamples } from '../../../../src/plugins/audio/engine/recent-samples.js';
import { cents, noise, string } from './listening.js';
import { hopsOf, mix } from './signals.js';

const RATE = 5512.5;
const HOP = 16;
const PLUCK = 0.4;

/** A string that is plucked at `at` seconds and sounds till 0.6 s, with eight partials. */
const plucked = (hertz: number, at = 0, amplitude = 0.3) => [
  ...new Float64Array(Math.round(at * RATE)),
  ...string(hertz, 0.6 - at, { sampleRate: RATE, amplitude, partials: (n) => (n <= 8 ? 1 : 0) }),
];

/** The ear so many seconds after a pluck at 0.4 s. */
function heard(sound: ArrayLike<number>, sinceOnset: number): NoveltyEar {
  const recent = new RecentSamples(RATE, NoveltyEar.memorySeconds);
  const ear = new NoveltyEar(recent, 73, 1000);
  let hasBegun = false;
  hopsOf(sound, HOP).forEach((hop, i) => {
    const since = ((i + 1) * HOP) / RATE - PLUCK;
    if (since > sinceOnset) return;
    recent.append(hop);
    if (since < 0) return;
    if (!hasBegun) ear.restart({ sinceOnset: since });
    hasBegun = true;
    ear.listen({ sinceOnset: since });
  });
  return ear;
}

describe('a new note while others ring on', () => {
  test.each([
    ['a fifth above one that rings', [110], 164.81],
    ['a third above one that rings', [146.83], 185],
    ['below one that rings', [196], 123.47],
    ['a sixth above one that rings', [110], 185],
    ['over two that ring', [110, 164.81], 277.18],
  ])('is heard 40 ms after the pluck, to ten cents: %s', (_, old, hertz) => {
    const ear = heard(mix(...old.map((each) => plucked(each)), plucked(hertz, PLUCK)), 0.04);
    expect(Math.abs(cents(1 / ear.period, hertz))).toBeLessThan(10);
    expect(ear.clarity).toBeGreaterThan(0.85);
    expect(ear.oldShare).toBeGreaterThan(0.1);
    expect(ear.oldShare).toBeLessThan(0.95);
  });
});

describe('nothing new', () => {
  test('is heard where a string only rings on: nearly all of the energy is old', () => {
    const ear = heard(plucked(110), 0.04);
    expect(ear.oldShare).toBeGreaterThan(0.95);
    expect(ear.period).toBe(0);
  });

  test('needs this ear where nothing rang before: nothing is old', () => {
    expect(heard(plucked(110, PLUCK), 0.04)).toMatchObject({ period: 0, oldShare: 0 });
  });

  test('is heard in silence, nor so long after the pluck that no forecast holds', () => {
    expect(heard(new Float64Array(0.6 * RATE), 0.04)).toMatchObject({ period: 0, clarity: 0, oldShare: 0 });
    expect(heard(mix(plucked(110), plucked(164.81, PLUCK)), 0.15)).toMatchObject({ period: 0, oldShare: 0 });
  });

  test('is clear where a noise follows a string', () => {
    const noisy = mix(plucked(110), [...new Float64Array(Math.round(PLUCK * RATE)), ...noise(0.02, 0.5)]);
    expect(heard(noisy, 0.04).clarity).toBeLessThan(0.85);
  });
});

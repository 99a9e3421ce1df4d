import { describe, expect, test } from 'vitest';
import { RecentSamples } from '../../../../src/plugins/audio/engine/recent-samples.js';
import { Refiner } from '../../../../src/plugins/audio/engine/refiner.js';
import { cents, noise, type StringSound, string } from './listening.js';
import { HIGH_RATE } from './period-ears.js';
import { mix } from './signals.js';

const HELD = { isNew: true, sinceOnset: 1 };

function refined(samples: ArrayLike<number>, hertz: number, held = HELD): Refiner {
  const recent = new RecentSamples(HIGH_RATE, 0.08);
  recent.append(Float64Array.from(samples).subarray(-recent.samples.length));
  const refiner = new Refiner(recent);
  refiner.refine({ period: 1 / hertz, ...held });
  return refiner;
}

const played = (hertz: number, sound: StringSound = {}) =>
  string(hertz, 0.3, { sampleRate: HIGH_RATE, ...sound });
const error = ({ period }: Refiner, hertz: number) => Math.abs(cents(1 / period, hertz));

const STRINGS = [41.2, 82.41, 110, 146.83, 196, 246.94, 329.63, 440, 659.26, 1174.66];

describe('the fine pitch', () => {
  test.each(STRINGS)('of %s Hz is exact to a fifth of a cent, though it was held 20 cents sharp', (hertz) => {
    expect(error(refined(played(hertz), hertz * 2 ** (20 / 1200)), hertz)).toBeLessThan(0.2);
  });

  test.each(STRINGS)('of %s Hz under noise 20 dB softer is right to five cents', (hertz) => {
    const samples = mix(played(hertz), noise(0.15, 0.03));
    expect(error(refined(samples.subarray(0, 0.15 * HIGH_RATE), hertz), hertz)).toBeLessThan(5);
  });

  test('of a stiff string is that of its low partials: not flat of the first, and less than four cents sharp', () => {
    const first = 110 * Math.sqrt(1 + 1e-4);
    const pitch = 1 / refined(played(110, { inharmonicity: 1e-4 }), 110).period;
    expect(cents(pitch, first)).toBeGreaterThan(0);
    expect(cents(pitch, first)).toBeLessThan(4);
  });

  test('of a clipped string is exact as well', () => {
    const clipped = played(110, { amplitude: 3 }).map((sample) => Math.max(-1, Math.min(1, sample)));
    expect(error(refined(clipped, 110), 110)).toBeLessThan(0.5);
  });
});

test('a string just plucked is measured within what has sounded since, one that rings over more', () => {
  const short = refined(played(110), 110, { isNew: true, sinceOnset: 0.02 });
  expect(short.span).toBeLessThan(0.02);
  expect(error(short, 110)).toBeLessThan(1);
  expect(refined(played(110), 110).span).toBeGreaterThan(0.025);
});

test('clarity is 1 for a string alone, less under noise, and never more', () => {
  const clear = refined(played(196), 196).clarity;
  const noisy = refined(mix(played(196), noise(0.15, 0.1)).subarray(0, 3300), 196).clarity;
  expect(clear).toBeGreaterThan(0.995);
  expect(clear).toBeLessThanOrEqual(1);
  expect(noisy).toBeLessThan(0.95);
});

test('in silence the pitch that was held stays, without any clarity', () => {
  const silent = refined(new Float64Array(2000), 110);
  expect(error(silent, 110)).toBeLessThan(10);
  expect(silent.clarity).toBe(0);
});

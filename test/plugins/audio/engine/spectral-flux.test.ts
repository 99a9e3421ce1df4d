import { describe, expect, test } from 'vitest';
import { SpectralFlux } from '../../../../src/plugins/audio/engine/spectral-flux.js';
import { silence, string } from './listening.js';
import { HIGH_HOP, HIGH_RATE } from './period-ears.js';
import { hopsOf, mix } from './signals.js';

const quiet = (seconds: number) => silence(seconds, HIGH_RATE);
const plucked = (hertz: number, seconds: number, cents = (_: number) => 0) =>
  string(hertz, seconds, { sampleRate: HIGH_RATE, cents });

/** Seconds at which an onset is heard: the end of the first hop of each growth. */
function onsetsIn(samples: ArrayLike<number>, { period = 0, gain = 1 } = {}): number[] {
  const flux = new SpectralFlux(HIGH_RATE, HIGH_HOP);
  flux.gain = gain;
  const onsets: number[] = [];
  let wasOnset = false;
  hopsOf(samples, HIGH_HOP).forEach((hop, i) => {
    flux.process(hop, { period });
    if (flux.hasOnset && !wasOnset) onsets.push(((i + 1) * HIGH_HOP) / HIGH_RATE);
    wasOnset = flux.hasOnset;
  });
  return onsets;
}

/** One sound over another, so many seconds later. */
const later = (background: ArrayLike<number>, seconds: number, sound: ArrayLike<number>) =>
  mix(background, [...quiet(seconds), ...Array.from(sound)]);

describe('growth of the spectrum', () => {
  test('is heard within 15 ms of a pluck, once', () => {
    const onsets = onsetsIn(later(quiet(0.8), 0.3, plucked(196, 0.5)));
    expect(onsets).toHaveLength(1);
    expect(onsets[0]).toBeGreaterThan(0.3);
    expect(onsets[0]).toBeLessThan(0.315);
  });

  test('is heard where a string is plucked softly while another one rings louder', () => {
    const soft = plucked(329.63, 0.5).map((sample) => 0.3 * sample);
    const onsets = onsetsIn(later(later(quiet(1), 0.2, plucked(110, 0.8)), 0.5, soft), { period: 1 / 110 });
    expect(onsets.filter((seconds) => seconds > 0.3)).toHaveLength(1);
    expect(Math.abs((onsets.at(-1) ?? 0) - 0.5)).toBeLessThan(0.02);
  });

  test('is heard at an input gain of -36 dB, when that is made up for', () => {
    const faint = later(quiet(0.8), 0.3, plucked(196, 0.5)).map((sample) => sample / 64);
    expect(onsetsIn(faint, { gain: 64 })).toEqual(onsetsIn(later(quiet(0.8), 0.3, plucked(196, 0.5))));
  });
});

describe('no growth', () => {
  test.each([
    ['a string that fades', () => 0],
    ['a vibrato of 40 cents', (time: number) => 40 * Math.sin(2 * Math.PI * 5.5 * time)],
    ['a bend by a whole tone', (time: number) => 200 * Math.min(1, Math.max(0, (time - 0.2) / 0.3))],
  ])('is %s', (_, cents) => {
    expect(onsetsIn(plucked(196, 0.8, cents), { period: 1 / 196 }).filter((at) => at > 0.06)).toEqual([]);
  });

  test('is silence', () => expect(onsetsIn(quiet(0.5))).toEqual([]));
});

test('flux is 0 where nothing grows, and never below', () => {
  const flux = new SpectralFlux(HIGH_RATE, HIGH_HOP);
  const growth = hopsOf(later(plucked(196, 0.3), 0.3, quiet(0.3)), HIGH_HOP).map((hop) => {
    flux.process(hop, { period: 0 });
    return flux.flux;
  });
  expect(Math.min(...growth)).toBe(0);
  expect(growth.at(-1)).toBe(0);
  expect(Math.max(...growth)).toBeGreaterThan(0.2);
});

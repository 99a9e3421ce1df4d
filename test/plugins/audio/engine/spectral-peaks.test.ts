import { describe, expect, test } from 'vitest';
import { PowerSpectrum } from '../../../../src/plugins/audio/engine/power-spectrum.js';
import { SpectralPeaks } from '../../../../src/plugins/audio/engine/spectral-peaks.js';
import { noise } from './listening.js';
import { HIGH_RATE } from './period-ears.js';
import { mix, sine } from './signals.js';

const SIZE = 2048;
const SILENCE: Float64Array = new Float64Array(SIZE);

function spectrumOf(samples: Float64Array) {
  const spectrum = new PowerSpectrum(SIZE);
  spectrum.transform(samples, 0);
  return spectrum.power;
}

const tone = (hertz: number, amplitude = 0.1) => sine(hertz, HIGH_RATE, SIZE, amplitude, hertz);

/** What is found now, when a moment ago the same was there, and another sound before the pluck. */
function peaksIn(now: Float64Array, before = SILENCE, then = now): SpectralPeaks {
  const peaks = new SpectralPeaks(HIGH_RATE, SIZE);
  peaks.collect(spectrumOf(before), spectrumOf(then), spectrumOf(now));
  return peaks;
}

const found = ({ hertz, count }: SpectralPeaks) => [...hertz.subarray(0, count)];
const strengths = ({ amplitudes, count }: SpectralPeaks) => [...amplitudes.subarray(0, count)];

describe('the partials of a sound', () => {
  test.each([82.41, 110, 196.3, 329.63, 659.26, 1318.5])(
    'are found to a quarter of a hertz, a fortieth of a bin, at %s Hz',
    (hertz) => {
      const [first = 0, ...more] = found(peaksIn(tone(hertz)));
      expect(more).toEqual([]);
      expect(Math.abs(first - hertz)).toBeLessThan(0.25);
    },
  );

  test('are as many as there are, lowest first, each nearly as strong as it is', () => {
    const peaks = peaksIn(mix(tone(110, 0.3), tone(220, 0.1), tone(331, 0.2), tone(442, 0.05)));
    expect(found(peaks).map(Math.round)).toEqual([110, 220, 331, 442]);
    [0.3, 0.1, 0.2, 0.05].forEach((amplitude, i) => {
      expect((strengths(peaks)[i] ?? 0) / amplitude).toBeGreaterThan(0.8);
      expect((strengths(peaks)[i] ?? 0) / amplitude).toBeLessThan(1.01);
    });
  });

  test('of the two lowest strings of a guitar are told apart', () => {
    const [low = 0, high = 0, ...more] = found(peaksIn(mix(tone(82.41), tone(123.47))));
    expect(more).toEqual([]);
    expect(Math.abs(low - 82.41)).toBeLessThan(1);
    expect(Math.abs(high - 123.47)).toBeLessThan(1);
  });
});

describe('the partials that a pluck brought', () => {
  test('do not include what rang before it, which is seen but weighs nothing', () => {
    const peaks = peaksIn(mix(tone(110), tone(165)), tone(110));
    expect(found(peaks).map(Math.round)).toEqual([110, 165]);
    expect(peaks.newCount).toBe(1);
    expect(strengths(peaks)[0]).toBe(0);
    expect(strengths(peaks)[1]).toBeGreaterThan(0.08);
  });

  test('have lasted for a moment: what just began, or dies at once, is none', () => {
    expect(found(peaksIn(mix(tone(110), tone(400)), SILENCE, tone(110))).map(Math.round)).toEqual([110]);
    const dying = mix(tone(110), tone(400, 0.1));
    expect(found(peaksIn(dying, SILENCE, mix(tone(110), tone(400, 0.6)))).map(Math.round)).toEqual([110]);
  });

  test('stand out: a pick’s noise has no valleys', () => {
    const power = new Float64Array(SIZE / 2).fill(1);
    power[50] = 2;
    power[100] = 20;
    const peaks = new SpectralPeaks(HIGH_RATE, SIZE);
    peaks.collect(new Float64Array(SIZE / 2), power, power);
    expect(found(peaks)).toEqual([(100 * HIGH_RATE) / SIZE]);
  });

  test('are no side lobes of a strong one, and nothing of silence', () => {
    expect(peaksIn(tone(440, 1)).count).toBe(1);
    expect(peaksIn(SILENCE)).toMatchObject({ count: 0, newCount: 0 });
  });
});

test('a chord is far from flat, white noise is not', () => {
  expect(peaksIn(mix(tone(110), tone(165), tone(220))).flatness).toBeLessThan(0.01);
  expect(peaksIn(Float64Array.from(noise(0.05, 0.3)).subarray(0, SIZE)).flatness).toBeGreaterThan(0.4);
});

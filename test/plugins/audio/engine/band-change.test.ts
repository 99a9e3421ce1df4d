import { describe, expect, test } from 'vitest';
import { frequencyFromNoteNumber } from '../../../../src/core/music/index.js';
import { BandChange } from '../../../../src/plugins/audio/engine/band-change.js';
import { PowerSpectrum } from '../../../../src/plugins/audio/engine/power-spectrum.js';
import { addPluck } from '../../../../src/plugins/audio/plucked-string.js';
import { HIGH_RATE } from './period-ears.js';
import { mix, sine } from './signals.js';

const SIZE = 2048;
const OPEN_E = [40, 47, 52, 56, 59, 64];
const SILENCE = new Float64Array(SIZE);

function strings(notes: readonly number[]): Float32Array {
  const sound = new Float32Array(2 * SIZE);
  for (const note of notes)
    addPluck(sound, HIGH_RATE, 0, { frequency: frequencyFromNoteNumber(note), duration: 2, loudness: 0.3 });
  return sound.subarray(SIZE); // without the pluck
}

function powerOf(samples: ArrayLike<number>): Float64Array {
  const spectrum = new PowerSpectrum(SIZE);
  spectrum.transform(Float64Array.from(samples), 0);
  return spectrum.power;
}

/** From one spectrum to the other. */
function compared(before: Float64Array, now: Float64Array): { grown: number; fallen: number } {
  const { grown, fallen } = comparing(new BandChange(HIGH_RATE, SIZE), before, now);
  return { grown, fallen };
}

function comparing(change: BandChange, before: Float64Array, now: Float64Array): BandChange {
  change.compare(before, now);
  return change;
}

const changed = (before: ArrayLike<number>, now: ArrayLike<number>) =>
  compared(powerOf(before), powerOf(now));
const flat = (power: number) => new Float64Array(SIZE / 2).fill(power);

describe('from one sound to the next', () => {
  test('strings out of silence make nearly all of the spectrum grow', () => {
    const { grown, fallen } = changed(SILENCE, strings(OPEN_E));
    expect(grown).toBeGreaterThan(0.95);
    expect(fallen).toBe(0);
  });

  test('strings that are stopped take it away', () => {
    const { grown, fallen } = changed(strings(OPEN_E), SILENCE);
    expect(grown).toBe(0);
    expect(fallen).toBeGreaterThan(0.95);
  });

  test('a sound that stays is no change', () => {
    expect(changed(strings(OPEN_E), strings(OPEN_E))).toEqual({ grown: 0, fallen: 0 });
  });

  test('another string makes much grow and much fall', () => {
    const { grown, fallen } = changed(strings([40, 47]), strings([61]));
    expect(grown).toBeGreaterThan(0.1);
    expect(fallen).toBeGreaterThan(0.3);
  });

  test('one tone that swells amid the strings touches few bands', () => {
    const chord = strings(OPEN_E);
    const { grown, fallen } = changed(chord, mix(chord, sine(1000, HIGH_RATE, SIZE, 0.3)));
    expect(grown).toBeGreaterThan(0);
    expect(grown).toBeLessThan(0.1);
    expect(fallen).toBe(0);
  });

  test('digital silence stays silent, and what nobody can hear tells nothing', () => {
    expect(compared(flat(0), flat(0))).toEqual({ grown: 0, fallen: 0 });
    expect(compared(flat(0), flat(1e-13))).toEqual({ grown: 0, fallen: 0 });
    expect(compared(flat(1e-13), flat(0))).toEqual({ grown: 0, fallen: 0 });
  });
});

describe('a band', () => {
  test.each([
    [2.9, { grown: 0, fallen: 0 }],
    [3.1, { grown: 1, fallen: 0 }],
    [-5.9, { grown: 0, fallen: 0 }],
    [-6.1, { grown: 0, fallen: 1 }],
  ])('that changes by %s dB', (db, change) => {
    expect(compared(flat(1e-3), flat(1e-3 * 10 ** (db / 10)))).toEqual(change);
  });

  test.each([
    ['below 140 Hz', 0, 140],
    ['above 9100 Hz', 9100, HIGH_RATE / 2],
  ])('%s is not asked', (_, lowHz, highHz) => {
    const now = flat(1e-3).map((power, bin) => {
      const hertz = (bin * HIGH_RATE) / SIZE;
      return hertz > lowHz && hertz < highHz ? 1 : power;
    });
    expect(compared(flat(1e-3), now)).toEqual({ grown: 0, fallen: 0 });
  });

  test('is a semitone wide: one octave of six is a sixth of them', () => {
    const octave = flat(1e-3).map((power, bin) => (bin >= 200 && bin < 400 ? 1 : power));
    expect(compared(flat(1e-3), octave).grown).toBeCloseTo(1 / Math.log2(9000 / 150), 1);
  });

  test('is compared anew each time', () => {
    const change = comparing(new BandChange(HIGH_RATE, SIZE), flat(0), flat(1));
    expect(comparing(change, flat(1), flat(1))).toMatchObject({ grown: 0, fallen: 0 });
  });
});

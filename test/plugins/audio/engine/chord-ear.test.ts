import { describe, expect, test } from 'vitest';
import { frequencyFromNoteNumber } from '../../../../src/core/music/index.js';
import { ChordEar } from '../../../../src/plugins/audio/engine/chord-ear.js';
import { addPluck } from '../../../../src/plugins/audio/plucked-string.js';
import { cents, noise } from './listening.js';
import { HIGH_HOP, HIGH_RATE } from './period-ears.js';
import { hopsOf } from './signals.js';

const SECONDS = 0.2;
const ONE_STRING = { clarity: 0.99, frequency: Number.NaN };
const SEVERAL = { clarity: 0.85, frequency: Number.NaN };

/** Strings with these note numbers, all plucked at `at` seconds. */
function strings(notes: readonly number[], at = 0.2, seconds = SECONDS + at): Float32Array {
  const sound = new Float32Array(Math.round(seconds * HIGH_RATE));
  for (const note of notes) {
    const pluck = { frequency: frequencyFromNoteNumber(note), duration: 2, loudness: 0.3 };
    addPluck(sound, HIGH_RATE, Math.round(at * HIGH_RATE), pluck);
  }
  return sound;
}

/** An ear that is told of plucks at these seconds; all that it says of each hop. */
function heard(sound: Float32Array, how = SEVERAL, ...plucks: readonly number[]) {
  const ear = new ChordEar(HIGH_RATE);
  const hops = hopsOf(sound, HIGH_HOP).map((hop, i) => {
    const end = ((i + 1) * HIGH_HOP) / HIGH_RATE;
    ear.append(hop);
    for (const at of plucks) {
      const sinceOnset = end - at;
      if (sinceOnset >= 0 && sinceOnset < HIGH_HOP / HIGH_RATE) ear.pluck({ sinceOnset }, true);
    }
    ear.listen(how);
    return { end, isChord: ear.isChord, isMixed: ear.isMixed, isBeating: ear.isBeating };
  });
  return { ear, hops };
}

describe('several strings', () => {
  test.each([
    ['an open E', [40, 47, 52, 56, 59, 64]],
    ['a triad', [55, 59, 64]],
    ['a power chord', [45, 52, 57]],
  ])('are a chord a tenth to a sixth of a second after the pluck: %s', (_, notes) => {
    const { hops } = heard(strings(notes), SEVERAL, 0.2);
    const known = hops.find(({ isChord }) => isChord)?.end ?? Infinity;
    expect(known - 0.2).toBeGreaterThan(0.09);
    expect(known - 0.2).toBeLessThan(0.17);
  });

  test('have a root among them', () => {
    const { ear } = heard(strings([55, 59, 64]), SEVERAL, 0.2);
    const hertz = [55, 59, 64].map((note) => frequencyFromNoteNumber(note));
    expect(hertz.some((each) => Math.abs(cents(ear.root, each)) < 20)).toBe(true);
  });

  test('beat against each other till a fifth of a second after the pluck: eighths are struck anew', () => {
    const { hops } = heard(strings([40, 47, 52, 56, 59, 64], 0.2, 0.9), SEVERAL, 0.2);
    expect(hops.find(({ end }) => end > 0.37)?.isBeating).toBe(true);
    expect(hops.find(({ end }) => end > 0.41)?.isBeating).toBe(false);
    expect(hops.at(-1)).toMatchObject({ isBeating: false, isChord: true });
  });

  test('that nobody plucked are none', () => {
    expect(heard(strings([55, 59, 64])).ear.isChord).toBe(false);
  });

  test('are forgotten at the next pluck', () => {
    const { hops } = heard(strings([55, 59, 64], 0.2, 0.6), SEVERAL, 0.2, 0.5);
    expect(hops.find(({ end }) => end > 0.49)?.isChord).toBe(true);
    expect(hops.find(({ end }) => end > 0.51)?.isChord).toBe(false);
  });
});

describe('no chord', () => {
  test.each([40, 45, 52, 59, 64])('is a single string %s', (note) => {
    const tracked = { clarity: 0.99, frequency: frequencyFromNoteNumber(note) };
    expect(heard(strings([note]), tracked, 0.2).hops.some(({ isChord }) => isChord)).toBe(false);
  });

  test('is a string right after another one was stopped', () => {
    const stopped = strings([45], 0.05).map((sample, i) => (i < 0.2 * HIGH_RATE ? sample : 0));
    const both = strings([47]).map((sample, i) => sample + (stopped[i] ?? 0));
    const tracked = { clarity: 0.94, frequency: frequencyFromNoteNumber(47) };
    expect(heard(both, tracked, 0.2).hops.some(({ isChord }) => isChord)).toBe(false);
  });

  test('is an octave: it sounds as its lower note', () => {
    const tracked = { clarity: 0.99, frequency: frequencyFromNoteNumber(45) };
    expect(heard(strings([45, 57]), tracked, 0.2).ear.isChord).toBe(false);
  });

  test('are noise and silence', () => {
    const nothing = { clarity: 0.1, frequency: Number.NaN };
    expect(heard(noise(0.3, 0.3), nothing, 0.1).ear.isChord).toBe(false);
    expect(heard(new Float32Array(HIGH_RATE / 2), nothing, 0.1).ear.isChord).toBe(false);
  });
});

test('what does not repeat as one string does is mixed, after about 20 ms', () => {
  expect(heard(strings([45]), ONE_STRING, 0.2).ear.isMixed).toBe(false);
  const { hops } = heard(strings([45]), { ...SEVERAL, clarity: 0.5 }, 0.2);
  expect(hops.find(({ end }) => end > 0.22)?.isMixed).toBe(true);
});

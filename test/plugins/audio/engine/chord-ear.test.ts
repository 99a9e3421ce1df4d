import { describe, expect, test } from 'vitest';
import { frequencyFromNoteNumber } from '../../../../src/core/music/index.js';
import { ChordEar } from '../../../../src/plugins/audio/engine/chord-ear.js';
import { addPluck } from '../../../../src/plugins/audio/plucked-string.js';
import { cents, noise } from './listening.js';
import { HIGH_HOP, HIGH_RATE } from './period-ears.js';
import { hopsOf, mix } from './signals.js';

const SECONDS = 0.2;
const ONE_STRING = { clarity: 0.99, frequency: Number.NaN };
const SEVERAL = { clarity: 0.85, frequency: Number.NaN };

const OPEN_E = [40, 47, 52, 56, 59, 64];
const OPEN_C = [48, 52, 55, 60, 64];

/** Strings with these note numbers, all plucked at `at` seconds. */
function strings(
  notes: readonly number[],
  at = 0.2,
  seconds = SECONDS + at,
  { duration = 2, loudness = 0.3 } = {},
): Float32Array {
  const sound = new Float32Array(Math.round(seconds * HIGH_RATE));
  for (const note of notes) {
    const pluck = { frequency: frequencyFromNoteNumber(note), duration, loudness };
    addPluck(sound, HIGH_RATE, Math.round(at * HIGH_RATE), pluck);
  }
  return sound;
}

/** How the wood of a guitar that is plucked rings: no partials of one string, `seconds` till it falls by 9 dB. */
function body(amplitude: number, seconds: number, at = 0.2): Float32Array {
  return new Float32Array((at + SECONDS) * HIGH_RATE).map((_, i) => {
    const time = i / HIGH_RATE - at;
    if (time < 0) return 0;
    const modes = [235, 283, 411].map((hertz) => Math.sin(2 * Math.PI * hertz * time));
    return amplitude * Math.exp(-time / seconds) * modes.reduce((sum, mode) => sum + mode);
  });
}

/** An onset that is told to the ear at these seconds, as a rule with a click. */
type Told = number | { readonly at: number; readonly hasClick: boolean };

/** An ear that is told of plucks at these seconds; all that it says of each hop. */
function heard(
  sound: ArrayLike<number>,
  how: typeof SEVERAL | ((seconds: number) => typeof SEVERAL) = SEVERAL,
  ...plucks: readonly Told[]
) {
  const ear = new ChordEar(HIGH_RATE);
  const hops = hopsOf(sound, HIGH_HOP).map((hop, i) => {
    const end = ((i + 1) * HIGH_HOP) / HIGH_RATE;
    ear.append(hop);
    for (const pluck of plucks) {
      const { at, hasClick } = typeof pluck === 'number' ? { at: pluck, hasClick: true } : pluck;
      const sinceOnset = end - at;
      if (sinceOnset >= 0 && sinceOnset < HIGH_HOP / HIGH_RATE) ear.pluck({ sinceOnset }, hasClick);
    }
    ear.listen(typeof how === 'function' ? how(end) : how);
    const { isChord, mayBeChord, isMixed, isBeating, change, age } = ear;
    return { end, isChord, mayBeChord, isMixed, isBeating, change, age };
  });
  return { ear, hops };
}

describe('several strings', () => {
  test.each([
    ['an open E', OPEN_E],
    ['a triad', [55, 59, 64]],
    ['a power chord', [45, 52, 57]],
  ])('are a chord a tenth to a sixth of a second after the pluck: %s', (_, notes) => {
    const { hops } = heard(strings(notes), SEVERAL, 0.2);
    const known = hops.find(({ isChord }) => isChord)?.end ?? Infinity;
    expect(known - 0.2).toBeGreaterThan(0.09);
    expect(known - 0.2).toBeLessThan(0.17);
  });

  test('may be one since they were first looked at, and no more when they are', () => {
    const { hops } = heard(strings(OPEN_E), SEVERAL, 0.2);
    const known = hops.findIndex(({ isChord }) => isChord);
    const seemed = hops.findIndex(({ mayBeChord }) => mayBeChord);
    expect((hops[seemed]?.end ?? 0) - 0.2).toBeCloseTo(0.09, 2);
    expect(hops.slice(seemed, known).every(({ mayBeChord }) => mayBeChord)).toBe(true);
    expect(hops.slice(known).some(({ mayBeChord }) => mayBeChord)).toBe(false);
  });

  test('have a root among them', () => {
    const { ear } = heard(strings([55, 59, 64]), SEVERAL, 0.2);
    const hertz = [55, 59, 64].map((note) => frequencyFromNoteNumber(note));
    expect(hertz.some((each) => Math.abs(cents(ear.root, each)) < 20)).toBe(true);
  });

  test('beat against each other till a fifth of a second after the pluck: eighths are struck anew', () => {
    const { hops } = heard(strings(OPEN_E, 0.2, 0.9), SEVERAL, 0.2);
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

  test.each([
    ['muted, they lose 6 dB in 40 ms', 6, false],
    ['they ring on, and lose 4', 4, true],
  ])('are strings under a hand: %s', (_, decibels, isChord) => {
    const fading = strings(OPEN_E).map((sample, i) => {
      const since = Math.max(0, i / HIGH_RATE - 0.2);
      return sample * 10 ** ((-decibels * since) / 0.0435 / 20);
    });
    expect(heard(fading, SEVERAL, 0.2).hops.some((hop) => hop.isChord)).toBe(isChord);
  });

  test('are noise and silence', () => {
    const nothing = { clarity: 0.1, frequency: Number.NaN };
    expect(heard(noise(0.3, 0.3), nothing, 0.1).ear.isChord).toBe(false);
    expect(heard(new Float32Array(HIGH_RATE / 2), nothing, 0.1).ear.isChord).toBe(false);
  });
});

describe('one string more or less', () => {
  const E = { clarity: 0.97, frequency: frequencyFromNoteNumber(52) };
  const mixed = { ...E, clarity: 0.8 };

  test('a soft string beside another one is known by its partials; the body of the guitar has none', () => {
    const second = strings([57], 0.2, 0.4, { loudness: 0.045 });
    expect(heard(mix(strings([52]), second), E, 0.2).ear.isChord).toBe(true);
    expect(heard(mix(strings([52]), body(0.008, 10)), E, 0.2).ear.isChord).toBe(false);
  });

  test('what is surely mixed needs less to be a chord', () => {
    expect(heard(mix(strings([52]), body(0.008, 10)), mixed, 0.2).ear.isChord).toBe(true);
  });

  test.each([
    [0.3, true],
    [0.2, false],
  ])('what repeats to a share of %s only, is several strings: %s', (clarity, isChord) => {
    expect(heard(strings(OPEN_E), { ...SEVERAL, clarity }, 0.2).ear.isChord).toBe(isChord);
  });

  test('an attack that passes leaves one string: the body of the guitar rings for 150 ms', () => {
    const attack = mix(strings([52]), body(0.15, 0.04));
    expect(heard(attack, E, 0.2).hops.some(({ isChord }) => isChord)).toBe(false);
    expect(heard(mix(strings([52]), body(0.15, 0.15)), E, 0.2).ear.isChord).toBe(true);
  });

  test('right after another sound it takes more than a soft string', () => {
    const stopped = strings([45], 0.05).map((sample, i) => (i < 0.2 * HIGH_RATE ? sample : 0));
    const soft = strings([57], 0.2, 0.4, { loudness: 0.045 });
    expect(heard(mix(stopped, strings([52]), soft), E, 0.2).ear.isChord).toBe(false);
  });

  test('what is surely mixed may pass: strings that fade are a chord', () => {
    expect(heard(mix(strings([52]), body(0.15, 0.04)), mixed, 0.2).ear.isChord).toBe(true);
  });
});

describe('a tenth of a second after a pluck it is known what it did', () => {
  const ringing = (chord: readonly number[]) => strings(chord, 0.2, 1.3);
  /** Till a hand stopped it, a moment before another string is plucked at 0.8 s. */
  const stopped = (chord: readonly number[]) => strings(chord, 0.2, 1.3, { duration: 0.57 });
  const again = (notes: readonly number[], at: number, loudness = 0.3) =>
    strings(notes, at, 1.3, { loudness });
  const SWELL = { at: 0.8, hasClick: false };

  test('nothing is told before', () => {
    const { hops } = heard(strings(OPEN_E), SEVERAL, 0.2);
    expect(hops[0]?.change).toBe('untold');
    const told = hops.find(({ change }) => change !== 'untold')?.end ?? Infinity;
    expect(told - 0.2).toBeGreaterThan(0.085);
    expect(told - 0.2).toBeLessThan(0.1);
    const { hops: twice } = heard(mix(ringing(OPEN_E), again(OPEN_E, 0.8)), SEVERAL, 0.2, 0.8);
    expect(twice.find(({ end }) => end > 0.81)?.change).toBe('untold');
  });

  test.each([
    ['an open E', OPEN_E],
    ['an open C', OPEN_C],
    ['a power chord', [45, 52, 57]],
    ['one string', [45]],
  ])('strings were struck: %s, and while it rings again', (_, chord) => {
    const { hops } = heard(mix(ringing(chord), again(chord, 0.8)), SEVERAL, 0.2, 0.8);
    expect(hops.find(({ end }) => end > 0.35)?.change).toBe('struck');
    expect(hops.find(({ end }) => end > 0.95)?.change).toBe('struck');
  });

  test.each([
    ['an open E', OPEN_E],
    ['an open C', OPEN_C],
    ['a power chord', [45, 52, 57]],
  ])('none, where %s beats on, and that is no new chord', (_, chord) => {
    const { ear } = heard(ringing(chord), SEVERAL, 0.2, 0.8);
    expect(ear).toMatchObject({ change: 'none', isChord: false });
  });

  test('none, where the strings were stopped, and nothing else', () => {
    expect(heard(stopped(OPEN_E), SEVERAL, 0.2, 0.8).ear.change).toBe('none');
  });

  test.each([
    ['an open E', OPEN_E, 57, 0.05],
    ['an open C', OPEN_C, 45, 0.1],
    ['a power chord', [45, 52, 57], 64, 0.03],
  ])('another sound, where %s was stopped and a string plucked, softer', (_, chord, note, loudness) => {
    const { ear } = heard(mix(stopped(chord), again([note], 0.8, loudness)), SEVERAL, 0.2, 0.8);
    expect(ear).toMatchObject({ change: 'other', isChord: false });
  });

  test('none, where a soft string swells amid a chord that rings', () => {
    const soft = again([64], 0.8, 0.03);
    expect(heard(mix(ringing([45, 52, 57]), soft), SEVERAL, 0.2, 0.8).ear.change).toBe('none');
  });

  test('what was struck right after something swelled is dated to 40 ms of where it was', () => {
    const { ear, hops } = heard(mix(ringing(OPEN_E), again(OPEN_E, 0.88)), SEVERAL, 0.2, 0.8);
    expect(hops.find(({ end }) => end > 0.9)?.change).toBe('none');
    expect(ear).toMatchObject({ change: 'struck', isChord: true });
    expect(Math.abs(ear.age / HIGH_RATE - (1.3 - 0.88))).toBeLessThan(0.04);
  });

  test('what swelled, and was none, is not the first string of a strum that follows', () => {
    const strum = { at: 0.92, hasClick: false };
    const { ear } = heard(mix(ringing(OPEN_E), again(OPEN_E, 0.92)), SEVERAL, 0.2, SWELL, strum);
    expect(ear).toMatchObject({ change: 'struck', isChord: true });
    expect(ear.age / HIGH_RATE).toBeCloseTo(1.3 - 0.92, 2);
  });

  test('what was struck takes the strings with it that swell within 150 ms', () => {
    const { ear } = heard(ringing(OPEN_E), SEVERAL, 0.2, { at: 0.32, hasClick: false });
    expect(ear.age / HIGH_RATE).toBeCloseTo(1.3 - 0.2, 2);
    const { ear: later } = heard(ringing(OPEN_E), SEVERAL, 0.2, { at: 0.37, hasClick: false });
    expect(later.age / HIGH_RATE).toBeCloseTo(1.3 - 0.37, 2);
    const { ear: clicked } = heard(ringing(OPEN_E), SEVERAL, 0.2, 0.32);
    expect(clicked.age / HIGH_RATE).toBeCloseTo(1.3 - 0.32, 2);
  });
});

describe('after a chord', () => {
  const stopped = strings(OPEN_E, 0.2, 1, { duration: 0.57 });
  const string = strings([52], 0.8, 1);

  test('a string is no chord, though a soft one sounds beside it', () => {
    const mixed = { ...SEVERAL, clarity: 0.8 };
    const soft = strings([57], 0.8, 1, { loudness: 0.045 });
    const { ear } = heard(mix(stopped, string, soft), mixed, 0.2, 0.8);
    expect(ear).toMatchObject({ change: 'struck', isChord: false });
  });

  test('an attack that passes is the chord again', () => {
    const { ear } = heard(mix(stopped, string, body(0.1, 0.065, 0.8)), SEVERAL, 0.2, 0.8);
    expect(ear).toMatchObject({ change: 'struck', isChord: true });
  });
});

describe('a chord that is clear of a sudden', () => {
  const clearAt = (when: number) => (seconds: number) => (seconds < when ? SEVERAL : ONE_STRING);
  const stopped = strings(OPEN_E, 0.2, 1.3, { duration: 0.57 });

  test('may have been stopped, and a string plucked that nobody heard: it is listened to again', () => {
    const string = strings([52], 0.8, 1.3, { loudness: 0.1 });
    const { hops } = heard(mix(stopped, string), clearAt(0.82), 0.2);
    expect(hops.find(({ end }) => end > 0.8)?.change).toBe('struck');
    expect(hops.find(({ end }) => end > 0.87)?.change).toBe('untold');
    expect(hops.at(-1)).toMatchObject({ change: 'other', isChord: false });
    expect((hops.at(-1)?.age ?? 0) / HIGH_RATE).toBeCloseTo(1.3 - 0.8, 1);
  });

  test('rings on where nothing else is heard', () => {
    expect(heard(strings(OPEN_E, 0.2, 1.3), clearAt(0.82), 0.2).ear.change).toBe('none');
  });

  test('is still a chord when it is struck again', () => {
    const again = mix(strings(OPEN_E, 0.2, 1.6), strings(OPEN_E, 1.2, 1.6));
    const how = (seconds: number) => (seconds < 0.82 || seconds > 1.2 ? SEVERAL : { ...SEVERAL, clarity: 1 });
    expect(heard(again, how, 0.2, 1.2).ear).toMatchObject({ change: 'struck', isChord: true });
  });

  test('is not asked before it is known to be one, nor is a note', () => {
    expect(heard(strings(OPEN_E, 0.2, 0.39), clearAt(0.335), 0.2).ear.change).toBe('struck');
    const A = { ...SEVERAL, frequency: 110 };
    const clear = (seconds: number) => (seconds < 0.82 ? A : { ...A, clarity: 0.99 });
    expect(heard(strings([45], 0.2, 1.3), clear, 0.2).ear.age / HIGH_RATE).toBeCloseTo(1.1, 2);
  });
});

test('the age is the time since the last pluck', () => {
  expect(heard(strings(OPEN_E)).ear.age).toBe(Infinity);
  const { hops } = heard(strings(OPEN_E, 0.2, 0.6), SEVERAL, 0.2, 0.25, 0.5);
  const ageAt = (seconds: number) => (hops.find(({ end }) => end >= seconds)?.age ?? 0) / HIGH_RATE;
  expect(ageAt(0.3)).toBeCloseTo(0.1, 2); // the second string of the same strum is no pluck of its own
  expect(ageAt(0.55)).toBeCloseTo(0.05, 2);
});

test('what does not repeat as one string does is mixed, after about 20 ms', () => {
  expect(heard(strings([45]), ONE_STRING, 0.2).ear.isMixed).toBe(false);
  const { hops } = heard(strings([45]), { ...SEVERAL, clarity: 0.5 }, 0.2);
  expect(hops.find(({ end }) => end > 0.22)?.isMixed).toBe(true);
});

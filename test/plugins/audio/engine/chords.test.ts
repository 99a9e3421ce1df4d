import { describe, expect, test } from 'vitest';
import { frequencyFromNoteNumber } from '../../../../src/core/music/index.js';
import { addPluck } from '../../../../src/plugins/audio/plucked-string.js';
import { type Heard, listen, noise, SAMPLE_RATE, silence, string } from './listening.js';

const OPEN_E = [40, 47, 52, 56, 59, 64];
const OPEN_C = [48, 52, 55, 60, 64];
const OPEN_G = [43, 47, 50, 55, 59, 67];
const TRIAD = [55, 59, 64];

/** Strings plucked one after the other within `spread` seconds, the first one at `at`. */
function strum(notes: readonly number[], spread: number, at = 0.3, seconds = 0.8): Float32Array {
  const sound = new Float32Array(Math.round((at + seconds + 0.3) * SAMPLE_RATE));
  notes.forEach((note, i) => {
    const start = Math.round((at + (i * spread) / Math.max(1, notes.length - 1)) * SAMPLE_RATE);
    const pluck = { frequency: frequencyFromNoteNumber(note), duration: seconds, loudness: 0.3 };
    addPluck(sound, SAMPLE_RATE, start, { ...pluck, inharmonicity: 5e-5 });
  });
  return sound;
}

/** What is left of them in the end: the note, its onset to a hundredth of a second, and whether it is a chord. */
function notesOf(
  { notes, frames }: Heard,
  sampleRate = SAMPLE_RATE,
): (readonly [onset: number, isChord: boolean])[] {
  return notes.map(({ index, onset, isChord }) => [
    Math.round((100 * onset) / sampleRate) / 100,
    isChord || frames.some(({ note, isChord: is }) => note === index && is),
  ]);
}

describe('a strum', () => {
  test.each([
    ['six strings down', OPEN_E, 0.01],
    ['six strings down, slowly', OPEN_E, 0.06],
    ['six strings up', OPEN_E.toReversed(), 0.03],
    ['five strings down', OPEN_C, 0.03],
    ['five strings up, slowly', OPEN_C.toReversed(), 0.06],
    ['three strings', TRIAD, 0.01],
    ['a power chord', [45, 52, 57], 0.02],
    ['a third', [64, 67], 0.01],
  ])('of %s is one chord, from its first string on', (_, notes, spread) => {
    expect(notesOf(listen([strum(notes, spread)]))).toEqual([[0.3, true]]);
  });

  test('struck again while it rings is another one', () => {
    const sound = strum(OPEN_C, 0.03, 0.3, 1.6);
    strum(OPEN_C, 0.03, 0.9, 1).forEach((sample, i) => {
      if (i < sound.length) sound[i] = (sound[i] ?? 0) + sample;
    });
    expect(notesOf(listen([sound]))).toEqual([
      [0.3, true],
      [0.9, true],
    ]);
  });

  test.each([
    ['quarters at 120', 0.5],
    ['eighths at 120', 0.25],
  ])('in %s that ring on is as many chords', (_, step) => {
    const chords = [OPEN_C, OPEN_G, OPEN_C, OPEN_G, OPEN_C, OPEN_G];
    const sound = silence(0.3 + 6 * step + 0.5);
    chords.forEach((chord, i) => {
      strum(chord, 0.02, 0.3 + i * step, 0.7).forEach((sample, at) => {
        if (at < sound.length) sound[at] = (sound[at] ?? 0) + sample;
      });
    });
    const heard = notesOf(listen([sound]));
    expect(heard.map(([, isChord]) => isChord)).toEqual(chords.map(() => true));
    heard.forEach(([onset], i) => {
      expect(Math.abs(Number(onset) - 0.3 - i * step)).toBeLessThan(0.03);
    });
  });

  test.each([
    ['a fourth', [59, 64], 0],
    ['a fourth, the upper string softer', [60, 65], -6],
    ['a major third', [57, 61], -3],
    ['a sixth', [50, 59], 6],
  ])('of two strings that are in tune with each other, %s, is a chord', (_, [low = 0, high = 0], db) => {
    const sound = strum([low], 0);
    strum([high], 0, 0.312).forEach((sample, i) => {
      if (i < sound.length) sound[i] = (sound[i] ?? 0) + sample * 10 ** (db / 20);
    });
    expect(notesOf(listen([sound]))).toEqual([[0.3, true]]);
  });

  test('right after a note that was stopped is one chord', () => {
    const sound = strum(OPEN_C, 0.02, 0.75);
    strum([45], 0, 0.3, 0.4).forEach((sample, i) => {
      if (i < sound.length) sound[i] = (sound[i] ?? 0) + sample;
    });
    expect(notesOf(listen([sound]))).toEqual([
      [0.3, false],
      [0.75, true],
    ]);
  });

  test('is heard at a low input gain, too', () => {
    const quiet = strum(OPEN_E, 0.03).map((sample) => sample / 64);
    expect(notesOf(listen([quiet]))).toEqual([[0.3, true]]);
  });

  test.each([22_050, 96_000])('is heard at %i samples a second, too, quick or slow', (sampleRate) => {
    for (const spread of [0, 0.012]) {
      const sound = new Float32Array(sampleRate);
      OPEN_E.toReversed().forEach((note, i) => {
        const pluck = { frequency: frequencyFromNoteNumber(note), duration: 0.6, loudness: 0.3 };
        addPluck(sound, sampleRate, Math.round((0.3 + i * spread) * sampleRate), pluck);
      });
      expect(notesOf(listen([sound], { sampleRate }), sampleRate)).toEqual([[0.3, true]]);
    }
  });
});

/** Sounds that begin at these seconds, in one. */
function together(
  seconds: number,
  sounds: readonly (readonly [at: number, sound: Float32Array])[],
): Float32Array {
  const all = silence(seconds);
  for (const [at, sound] of sounds) {
    const start = Math.round(at * SAMPLE_RATE);
    const end = Math.min(sound.length, all.length - start);
    for (let i = 0; i < end; i++) all[start + i] = (all[start + i] ?? 0) + (sound[i] ?? 0);
  }
  return all;
}

describe('a chord that rings', () => {
  test.each([
    ['two unisons, 4 Hz apart, and their fifth', [110, 114, 165]],
    ['two unisons, 6 Hz apart, and their fifth', [110, 116, 165]],
    ['a fifth that is 5 Hz too high', [110, 170]],
    ['a fifth that is 5 Hz too low', [110, 160]],
    ['an octave that is 4 Hz too high, over a fifth', [110, 165, 224]],
    ['two unisons, 4 Hz apart, fifth and octave', [196, 200, 294, 392]],
  ])('is one, though its strings beat: %s', (_, hertz) => {
    const sound = silence(2.2);
    for (const frequency of hertz)
      addPluck(sound, SAMPLE_RATE, 0.3 * SAMPLE_RATE, { frequency, duration: 1.5, loudness: 0.3 });
    const heard = listen([sound]);
    expect(notesOf(heard)).toEqual([[0.3, true]]);
    expect(heard.attacks).toEqual([]);
  });

  test.each([
    [45, 52, 57],
    [40, 47, 52],
    [47, 54, 59],
  ])('fades for two seconds as one: the power chord of %i, %i and %i', (...notes) => {
    const heard = listen([strum(notes, 0.02, 0.3, 2)]);
    expect(notesOf(heard)).toEqual([[0.3, true]]);
    expect(heard.attacks).toEqual([]);
  });
});

describe('six seconds of eighths without any silence', () => {
  const eighths = Array.from({ length: 24 }, (_, i) => 0.3 + i / 4);
  const stopping = (chord: readonly number[]) => strum(chord, 0.02, 0, 0.25);
  const ringing = (chord: readonly number[]) => strum(chord, 0.02, 0, 0.7);

  test.each([
    ['an open G', [stopping(OPEN_G)]],
    ['an open E', [stopping(OPEN_E)]],
    ['a power chord', [stopping([45, 52, 57])]],
    ['an open G and C that ring on', [ringing(OPEN_G), ringing(OPEN_C)]],
  ])('are heard to the last strum: %s', (_, strums) => {
    const chords = eighths.map((at, i) => [at, strums[i % strums.length] ?? silence(0)] as const);
    const heard = listen([together(6.5, chords)]);
    const notes = notesOf(heard);
    expect(notes.map(([, isChord]) => isChord)).toEqual(eighths.map(() => true));
    notes.forEach(([onset], i) => {
      expect(Math.abs(onset - (eighths[i] ?? 0))).toBeLessThan(0.03);
    });
    expect(heard.attacks).toEqual([]);
  });
});

describe('chords and notes in turn', () => {
  test.each([45, 57, 64])('are what they are, each stopped before the next: a C and the note %i', (note) => {
    const sounds = [strum(OPEN_C, 0.02, 0, 0.48), strum([note], 0, 0, 0.48)] as const;
    const steps = [0, 1, 2, 3, 4, 5];
    const turns = steps.map((i) => [0.3 + i / 2, i % 2 === 0 ? sounds[0] : sounds[1]] as const);
    const heard = listen([together(3.5, turns)]);
    expect(notesOf(heard)).toEqual(turns.map(([at], i) => [expect.closeTo(at, 1), i % 2 === 0]));
    const notes = heard.notes.filter((_, i) => i % 2 === 1);
    expect(notes.map(({ noteNumber }) => Math.round(noteNumber))).toEqual([note, note, note]);
    expect(heard.attacks).toEqual([]);
  });
});

describe('no chord', () => {
  test.each([28, 40, 45, 52, 64, 76])('is a single string %i', (note) => {
    expect(notesOf(listen([strum([note], 0)]))).toEqual([[0.3, false]]);
  });

  test('is an octave: it sounds as its lower note does', () => {
    const { notes } = listen([strum([45, 57], 0.01)]);
    expect(notes.map(({ noteNumber, isChord }) => [Math.round(noteNumber), isChord])).toEqual([[45, false]]);
  });

  test('is a string plucked while another one rings', () => {
    const sound = strum([52], 0, 0.3, 1.2);
    strum([57], 0, 0.8, 0.7).forEach((sample, i) => {
      if (i < sound.length) sound[i] = (sound[i] ?? 0) + sample;
    });
    expect(notesOf(listen([sound])).map(([, isChord]) => isChord)).not.toContain(true);
  });

  test('is a low string of a bass whose first partials are missing', () => {
    const sound = new Float32Array(SAMPLE_RATE);
    for (const partial of [4, 6, 7, 8, 11, 12, 13, 16, 17, 18, 19, 20]) {
      const hertz = partial * 34.65 * Math.sqrt(1 + 1.3e-4 * partial ** 2);
      for (let i = 13_230; i < sound.length; i++)
        sound[i] =
          (sound[i] ?? 0) + (0.3 / partial) * Math.sin((2 * Math.PI * hertz * (i - 13_230)) / SAMPLE_RATE);
    }
    expect(notesOf(listen([sound])).map(([, isChord]) => isChord)).not.toContain(true);
  });

  test('are a bend and a vibrato right after another note', () => {
    const bend = (time: number) => 200 * Math.min(1, Math.max(0, (time - 0.05) / 0.1));
    const vibrato = (time: number) => 40 * Math.sin(2 * Math.PI * 6 * time);
    const parts = [
      string(196, 0.4),
      string(220, 0.6, { cents: bend }),
      string(164.8, 0.6, { cents: vibrato }),
    ];
    expect(notesOf(listen(parts)).map(([, isChord]) => isChord)).not.toContain(true);
  });

  test('are muted strings and noise', () => {
    const muted = noise(0.5, 0.3).map((sample, i) => sample * Math.exp(-i / (0.008 * SAMPLE_RATE)));
    const heard = listen([new Float32Array(20_000), muted, muted, noise(1, 0.1)]);
    expect(heard.notes).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import type { DetectedNote } from '../../../../src/plugins/audio/detector.js';
import type { HeardHop } from '../../../../src/plugins/audio/engine/heard-hop.js';
import { NoteSegmenter } from '../../../../src/plugins/audio/engine/note-segmenter.js';
import { RINGING_A } from './heard-hops.js';

const RATE = 44_100;
const HOP = 128;
const A = 57;
const B = 59;

const NO_PITCH = { pitch: Number.NaN, quickPitch: Number.NaN, isNew: false, clarity: 0 };
const STRUMMED = { ...NO_PITCH, isMixed: true, clarity: 0.85 };
const SILENCE = { ...NO_PITCH, isSilent: true, level: -120 };
/** A string is known 15 ms after it was plucked. */
const UNKNOWN_SECONDS = 0.015;

const note = (number: number) => ({ pitch: number, quickPitch: number });

/** A segmenter, fed hop by hop; keeps what it says, in seconds. */
class Playing {
  readonly notes: DetectedNote[] = [];
  readonly ends: { index: number; at: number }[] = [];
  readonly attacks: number[] = [];
  seconds = 0;
  readonly segmenter = new NoteSegmenter(RATE, {
    onFrame: () => {},
    onNote: (each) => this.notes.push({ ...each }),
    onNoteEnd: (index, offset) => this.ends.push({ index, at: offset / RATE }),
    onAttack: (onset) => this.attacks.push(onset / RATE),
  });
  private end = 0;
  private faded = 0;

  /** Goes on for some time; what is heard may change with the seconds since it began. */
  hear(seconds: number, sound: Partial<HeardHop> | ((since: number) => Partial<HeardHop>)): this {
    const begin = this.end;
    while (this.end < begin + seconds * RATE) {
      const heard = typeof sound === 'function' ? sound((this.end - begin) / RATE) : sound;
      this.hop(heard);
    }
    return this;
  }

  /** An onset now, with a click; the string is heard after a moment. */
  pluck(number: number, seconds: number, sound: Partial<HeardHop> = {}): this {
    const onset = this.end;
    this.faded = 0;
    this.hop({ ...NO_PITCH, hasOnset: true, onset, rise: 25, growth: 0.5, ...sound });
    this.hear(UNKNOWN_SECONDS, { ...NO_PITCH, ...sound });
    return this.hear(seconds - UNKNOWN_SECONDS, { ...note(number), ...sound });
  }

  /** An onset now that swells, as a rule; what is heard of it goes on for some time. */
  onset(seconds: number, sound: Partial<HeardHop>): this {
    const onset = this.end;
    this.hop({ ...sound, hasOnset: true, onset });
    return this.hear(seconds - HOP / RATE, sound);
  }

  private hop(sound: Partial<HeardHop>): void {
    this.end += HOP;
    this.seconds = this.end / RATE;
    this.faded += (15 * HOP) / RATE;
    this.segmenter.hear({ ...RINGING_A, level: RINGING_A.level - this.faded, ...sound, end: this.end });
  }
}

const numbers = ({ notes }: Playing) => notes.map(({ noteNumber }) => Math.round(noteNumber));
const onsets = ({ notes }: Playing) => notes.map(({ onset }) => onset / RATE);
const ramp = (since: number, from: number, seconds: number) =>
  Math.min(1, Math.max(0, (since - from) / seconds));

describe('a plucked string', () => {
  test('is a note from the pluck on, known within 25 ms, with its level and the rise of the click', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.5);
    expect(numbers(playing)).toEqual([A]);
    expect(onsets(playing)[0]).toBeCloseTo(0.2, 2);
    const [first] = playing.notes;
    expect((first?.at ?? 0) / RATE).toBeLessThan(0.226);
    expect(first).toMatchObject({ index: 0, rise: 25, isLegato: false, isChord: false, confidence: 0.99 });
    expect(first?.level).toBeCloseTo(-20, 0);
    expect(playing.segmenter.current).toBe(0);
  });

  test('plucked again is a new note, and the first one ends where it begins', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.3).pluck(A, 0.3).pluck(64, 0.3);
    expect(numbers(playing)).toEqual([A, A, 64]);
    expect(playing.notes.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(playing.ends.map(({ at }) => at)).toEqual(onsets(playing).slice(1));
  });

  test('that was struck hard begins sharp: it is one note, named when its pitch stands still', () => {
    const sharp = new Playing().hear(0.2, SILENCE).pluck(A, UNKNOWN_SECONDS + 0.001);
    sharp.hear(0.5, (since) => ({ ...note(A + 0.8 * Math.exp(-since / 0.006)), clarity: 0.94 }));
    expect(numbers(sharp)).toEqual([A]);
    expect(sharp.notes[0]?.noteNumber).toBeLessThan(A + 0.35);
  });

  test('that was plucked softly is one without a click, and where it sounds mixed, too', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.3, { rise: 0, change: 'none' });
    playing.pluck(B, 0.3, { isMixed: true, clarity: 0.9 });
    expect(numbers(playing)).toEqual([A, B]);
  });

  test('a tenth of a second after a muted one needs no click', () => {
    const playing = new Playing().hear(0.2, SILENCE).onset(0.1, { ...NO_PITCH, rise: 25 });
    const { seconds: plucked } = playing;
    playing.pluck(A, 0.3, { rise: 0 });
    expect(onsets(playing)).toEqual([plucked]);
    expect(playing.attacks).toEqual([expect.closeTo(0.2, 2)]);
  });

  test('that rings is no new note, though another sound came', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.3);
    expect(numbers(playing.hear(0.3, { struck: 0.4 * RATE, change: 'other' }))).toEqual([A]);
  });

  test('under a finger that clicks first is one note', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.04).pluck(A, 0.5);
    expect(numbers(playing)).toEqual([A]);
  });
});

describe('without a pluck', () => {
  test('a hammer-on is a legato note from where the finger came down', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4).hear(0.3, note(B));
    expect(numbers(playing)).toEqual([A, B]);
    expect(playing.notes.map(({ isLegato }) => isLegato)).toEqual([false, true]);
    expect(Math.abs((onsets(playing)[1] ?? 0) - 0.6)).toBeLessThan(0.012);
    expect(playing.ends).toEqual([{ index: 0, at: onsets(playing)[1] }]);
  });

  test('a pull-off by a semitone is one, too', () => {
    const playing = new Playing()
      .hear(0.2, SILENCE)
      .pluck(A + 1, 0.4)
      .hear(0.3, note(A));
    expect(numbers(playing)).toEqual([A + 1, A]);
  });

  test('a slide over four frets is one legato note, named after the last', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4);
    playing.hear(0.4, (since) => note(A + Math.min(4, 1 + Math.floor(since / 0.012))));
    expect(numbers(playing)).toEqual([A, A + 4]);
    expect(Math.abs((onsets(playing)[1] ?? 0) - 0.6)).toBeLessThan(0.012);
  });

  test.each([
    ['a quick bend by a whole tone', (since: number) => A + 2 * ramp(since, 0.05, 0.12)],
    ['a bend and its release', (since: number) => A + 2 * ramp(since, 0.05, 0.2) - 2 * ramp(since, 0.3, 0.2)],
    ['a vibrato of 40 cents', (since: number) => A + 0.4 * Math.sin(2 * Math.PI * 6 * since)],
    ['a wide vibrato, a semitone up', (since: number) => A + 0.5 - 0.5 * Math.cos(2 * Math.PI * 5 * since)],
  ])('%s makes no new note', (_, pitchAt) => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.3);
    playing.hear(0.6, (since) => note(pitchAt(since)));
    expect(numbers(playing)).toEqual([A]);
    expect(playing.ends).toEqual([]);
  });

  test('one wrong hop makes no note', () => {
    const playing = new Playing()
      .hear(0.2, SILENCE)
      .pluck(A, 0.3)
      .hear(0.001, note(A + 12))
      .hear(0.3, note(A));
    expect(numbers(playing)).toEqual([A]);
  });
});

describe('no note', () => {
  test('is a muted string: an attack where the click was', () => {
    const playing = new Playing().hear(0.2, SILENCE);
    playing.pluck(A, 0.02, { ...NO_PITCH }).hear(0.3, SILENCE);
    expect(playing.notes).toEqual([]);
    expect(playing.attacks).toHaveLength(1);
    expect(playing.attacks[0]).toBeCloseTo(0.2, 2);
  });

  test.each([
    ['what clicked', { rise: 25, change: 'none' }, 1],
    ['strings that were struck', { rise: 0, change: 'struck' }, 1],
    ['what only swells', { rise: 0, change: 'none' }, 0],
    ['another sound that swells', { rise: 0, change: 'other' }, 0],
  ] as const)('is an attack without a pitch, if it was struck: %s', (_, sound, attacks) => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.3, { ...NO_PITCH, ...sound });
    expect([playing.notes.length, playing.attacks.length]).toEqual([0, attacks]);
  });

  test('is what is left of a muted string: it swells no more', () => {
    const muted = () => new Playing().hear(0.2, SILENCE).pluck(A, 0.2, { ...NO_PITCH, level: -20 });
    expect(muted().hear(0.3, { level: -21 }).notes).toEqual([]);
    expect(numbers(muted().hear(0.3, { level: -19 }))).toEqual([A]); // an electric bow does
    expect(numbers(muted().hear(0.3, { level: -21 }).pluck(A, 0.3, { level: -25 }))).toEqual([A]);
  });

  test('is what is softer than the gate, a ghost', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4, { level: -70 });
    expect(playing.notes).toEqual([]);
  });

  test('is what does not repeat clearly', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4, { clarity: 0.5 });
    expect(playing.notes).toEqual([]);
  });

  test('is an onset after which the old note is all there is', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.3);
    playing.pluck(A, 0.3, { ...note(A), isNew: false });
    expect(numbers(playing)).toEqual([A]);
    expect(playing.attacks).toEqual([]);
  });
});

describe('a chord', () => {
  const mixed = { isMixed: true, clarity: 0.85 };

  test('is one note from its first string on, named after its root', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.1, { ...NO_PITCH, isMixed: true });
    playing.hear(0.4, (since) => ({
      ...mixed,
      ...note(since % 0.02 < 0.01 ? 55 : 48),
      isChord: true,
      root: 48,
    }));
    expect(playing.notes).toHaveLength(1);
    expect(playing.notes[0]).toMatchObject({ noteNumber: 48, isChord: true });
    expect(onsets(playing)[0]).toBeCloseTo(0.2, 2);
    expect(playing.segmenter.isChord).toBe(true);
  });

  test('may turn out to be one after its first string was announced', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.1);
    playing.hear(0.3, { ...mixed, ...note(48), isChord: true, root: 48 });
    expect(numbers(playing)).toEqual([48]);
    expect(playing.notes[0]?.isChord).toBe(false);
    expect(playing.segmenter).toMatchObject({ isChord: true, current: 0 });
  });

  test('is over with the next pluck', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.1);
    playing.hear(0.3, { ...mixed, ...note(48), isChord: true, root: 48 }).pluck(A, 0.4);
    expect(numbers(playing)).toEqual([48, A]);
    expect(playing.segmenter.isChord).toBe(false);
  });
});

describe('a strum', () => {
  const known = { isChord: true, root: 48 };
  const struckAt = (seconds: number) => ({ ...STRUMMED, struck: seconds * RATE });

  test.each([0.2, 0.25])(
    'whose strings swell before it is known is one note, from the first of them: %s s',
    (struck) => {
      const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.08);
      playing.onset(0.04, { ...struckAt(struck), rise: 25 }).hear(0.3, { ...struckAt(struck), ...known });
      expect(onsets(playing)).toEqual([expect.closeTo(0.2, 2)]);
      expect(playing.attacks).toEqual([]);
      expect(playing.segmenter).toMatchObject({ isChord: true, current: 0 });
    },
  );

  test('is one note, though its second string was heard as a leap before it was known', () => {
    const leap = (mayBeChord: boolean) =>
      new Playing()
        .hear(0.2, SILENCE)
        .pluck(48, 0.06)
        .hear(0.06, { ...note(52), mayBeChord });
    expect(numbers(leap(false))).toEqual([48, 52]);
    const strum = leap(true).hear(0.2, { ...struckAt(0.2), ...known });
    expect(numbers(strum)).toEqual([48]);
    expect(strum.segmenter).toMatchObject({ isChord: true, current: 0 });
  });

  test('that was none after all has a hammer-on, told late and dated right', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.06);
    playing.hear(0.07, { ...note(52), mayBeChord: true }).hear(0.1, note(52));
    expect(numbers(playing)).toEqual([48, 52]);
    expect(onsets(playing)[1]).toBeCloseTo(0.26, 1);
    expect((playing.notes[1]?.at ?? 0) / RATE).toBeGreaterThan(0.325);
  });

  test('without any pitch is awaited for 210 ms while it may be one', () => {
    const awaited = { ...NO_PITCH, isMixed: true, mayBeChord: true };
    const strum = () => new Playing().hear(0.2, SILENCE).pluck(48, 0.19, awaited);
    const playing = strum().hear(0.1, { ...struckAt(0.2), ...NO_PITCH, ...known });
    expect([playing.attacks, playing.notes.map(({ isChord }) => isChord)]).toEqual([[], [true]]);
    expect(strum().hear(0.03, { ...awaited }).attacks).toHaveLength(1);
  });

  test('begins with no note that was over by then', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.04).hear(0.04, SILENCE);
    playing.onset(0.04, { ...struckAt(0.26), rise: 25 }).hear(0.3, { ...struckAt(0.26), ...known });
    expect(playing.notes.map(({ isChord }) => isChord)).toEqual([false, true]);
  });

  test('right after a note is another one', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(48, 0.08);
    const struck = playing.seconds;
    playing.onset(0.04, { ...struckAt(struck), rise: 25 }).hear(0.3, { ...struckAt(struck), ...known });
    expect(onsets(playing)).toEqual([expect.closeTo(0.2, 2), struck]);
    expect(playing.notes.map(({ isChord }) => isChord)).toEqual([false, true]);
  });

  test('takes what swells within 150 ms with it, unless that was a pluck of its own', () => {
    const swelling = (struck: number, rise = 0) => {
      const playing = new Playing().hear(0.2, SILENCE).onset(0.1, { ...STRUMMED, rise: 25 });
      return playing.onset(0.04, { ...struckAt(struck), rise }).hear(0.3, { ...struckAt(struck), ...known });
    };
    expect(onsets(swelling(0.2))).toEqual([expect.closeTo(0.2, 2)]);
    expect(swelling(0.2).attacks).toEqual([]);
    expect(onsets(swelling(0.3))).toEqual([expect.closeTo(0.3, 2)]);
    expect(swelling(0.3).attacks).toEqual([expect.closeTo(0.2, 2)]);
    expect(onsets(swelling(0.2, 25))).toEqual([expect.closeTo(0.3, 2)]);
  });
});

describe('amid a chord', () => {
  /** One that was struck at 0.2 s, and rings till 0.6 s. */
  const chord = () => {
    const playing = new Playing().hear(0.2, SILENCE).onset(0.1, { ...STRUMMED, rise: 25 });
    return playing.hear(0.3, { ...STRUMMED, isChord: true, root: 48 });
  };
  const CHORD_ALONE = [expect.closeTo(0.2, 2)];
  const clear = { ...note(A), isNew: true, isMixed: false, clarity: 0.99, looks: 1 };

  test.each([0, 25])('what swells, and was none, is nothing, whether it rises by %s dB', (rise) => {
    const playing = chord().onset(0.5, { ...STRUMMED, rise, change: 'none' });
    expect(onsets(playing)).toEqual(CHORD_ALONE);
    expect(playing.attacks).toEqual([]);
    expect(playing.segmenter).toMatchObject({ isChord: true, current: 0 });
  });

  test('another sound without a pitch is nothing, either', () => {
    expect(onsets(chord().onset(0.5, { ...STRUMMED, change: 'other' }))).toEqual(CHORD_ALONE);
  });

  test.each([0, 25])('strings that were struck are the chord again, from there on: %s dB', (rise) => {
    const playing = chord().onset(0.1, { ...STRUMMED, rise });
    playing.hear(0.4, { ...STRUMMED, change: 'struck', root: 50 });
    expect(onsets(playing)).toEqual([...CHORD_ALONE, expect.closeTo(0.6, 2)]);
    expect(playing.notes[1]).toMatchObject({ isChord: true, noteNumber: 50 });
    expect(playing.attacks).toEqual([]);
  });

  test.each([
    [100, true],
    [160, false],
  ])('what swells %i ms after it was struck again belongs to it: %s', (ms, isSame) => {
    const playing = chord();
    const again = playing.seconds;
    const later = playing.onset(ms / 1000, STRUMMED).seconds;
    playing.onset(0.08, STRUMMED).hear(0.4, { ...STRUMMED, change: 'struck' });
    expect(onsets(playing)).toEqual([...CHORD_ALONE, isSame ? again : later]);
  });

  test.each([
    ['none', []],
    ['untold', []],
    ['other', [A]],
    ['struck', [A]],
  ] as const)('a clear pitch without a click, and %s, is a note: %j', (change, notes) => {
    const playing = chord().onset(0.09, { ...clear, change: 'untold' });
    expect(numbers(playing)).toEqual([48]);
    playing.hear(0.5, { ...clear, change });
    expect(numbers(playing)).toEqual([48, ...notes]);
    expect(onsets(playing).slice(1)).toEqual(notes.map(() => expect.closeTo(0.6, 2)));
    expect(playing.segmenter.isChord).toBe(notes.length === 0);
  });

  test('a clear pitch with a click is a note at once', () => {
    const playing = chord().onset(0.03, { ...clear, rise: 25 });
    expect(numbers(playing)).toEqual([48, A]);
    expect(onsets(playing)[1]).toBeCloseTo(0.6, 2);
  });

  test('a click without a clear pitch is none: what is mixed beats on', () => {
    const playing = chord().onset(0.5, { ...clear, isMixed: true, rise: 25, change: 'none' });
    expect(onsets(playing)).toEqual(CHORD_ALONE);
  });

  describe('that was stopped while its strings beat, and nobody heard the pluck,', () => {
    const HOPS = HOP / RATE;
    const plucked = { ...clear, struck: 0.5 * RATE, change: 'other' } as const;

    test.each(['other', 'struck'] as const)('a string is a note after ten clear hops: %s', (change) => {
      const playing = chord().hear(9 * HOPS, { ...plucked, change });
      expect(onsets(playing)).toEqual(CHORD_ALONE);
      playing.hear(HOPS, { ...plucked, change });
      expect(onsets(playing)).toEqual([...CHORD_ALONE, 0.5]);
      expect(playing.notes[1]).toMatchObject({ noteNumber: A, isLegato: false, isChord: false, rise: 0 });
      expect(playing.ends).toEqual([{ index: 0, at: 0.5 }]);
      expect(numbers(playing.hear(0.3, plucked))).toEqual([48, A]);
    });

    test.each([
      ['nothing new came', { change: 'none' }],
      ['it is not told yet', { change: 'untold' }],
      ['several strings sound', { isMixed: true }],
      ['it is not quite clear', { clarity: 0.97 }],
      ['it is the strum itself', { struck: 0.26 * RATE }],
      ['the pitch was there before', { isNew: false }],
    ] as const)('nothing is, while %s', (_, sound) => {
      expect(onsets(chord().hear(0.3, { ...plucked, ...sound }))).toEqual(CHORD_ALONE);
    });
  });
});

describe('a chord rings', () => {
  const strummed = () => new Playing().hear(0.2, SILENCE).onset(0.1, { ...STRUMMED, rise: 25 });
  const rings = ({ segmenter }: Playing, seconds: number) => segmenter.isRinging(seconds * RATE);

  test('for eight seconds', () => {
    const playing = strummed().hear(0.1, { ...STRUMMED, isChord: true });
    expect([rings(playing, 0.5), rings(playing, 8.1), rings(playing, 8.3)]).toEqual([true, true, false]);
  });

  test('as long as it is not stopped', () => {
    const playing = strummed().hear(0.1, { ...STRUMMED, isChord: true });
    expect(rings(playing.hear(0.1, SILENCE), 0.5)).toBe(false);
  });

  test('and nothing else does, as far as it is known', () => {
    expect(rings(new Playing(), 0)).toBe(false);
    expect(rings(strummed(), 0.3)).toBe(false);
    expect(rings(new Playing().hear(0.2, SILENCE).pluck(A, 0.2), 0.3)).toBe(false);
  });
});

describe('a note ends', () => {
  test('where a hand stops the string, not where silence is certain', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4);
    playing.hear(0.1, (since) => ({ level: -26 - 400 * since })).hear(0.1, SILENCE);
    expect(playing.ends).toHaveLength(1);
    expect(Math.abs((playing.ends[0]?.at ?? 0) - 0.6)).toBeLessThan(0.02);
    expect(playing.segmenter.current).toBe(-1);
  });

  test('where its pitch was last heard, if that gets lost', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4);
    const { seconds: lost } = playing;
    expect(playing.hear(0.2, NO_PITCH).ends).toEqual([{ index: 0, at: lost }]);
  });

  test('not for a moment without a pitch', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4).hear(0.04, NO_PITCH).hear(0.2, note(A));
    expect(numbers(playing)).toEqual([A]);
    expect(playing.ends).toEqual([]);
  });

  test('with the stream, once', () => {
    const playing = new Playing().hear(0.2, SILENCE).pluck(A, 0.4);
    playing.segmenter.finish(playing.seconds * RATE);
    playing.segmenter.finish(playing.seconds * RATE);
    expect(playing.ends).toEqual([{ index: 0, at: playing.seconds }]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/core/plugin/index.js';
import { midiConfig, pickupSettings } from '../../../src/plugins/midi/midi-config.js';
import { MidiParser } from '../../../src/plugins/midi/midi-parser.js';
import { PickupMapper } from '../../../src/plugins/midi/pickup-mapper.js';

type Event = readonly [time: number, ...bytes: number[]];

function pickup(config: object = { preset: 'roland-mono' }) {
  const readings: Reading[] = [];
  const mapper = new PickupMapper(
    pickupSettings(midiConfig.parse(config)),
    (each) => readings.push(each),
    'life',
  );
  let now = 0;
  const parser = new MidiParser((message) => mapper.accept(message, now));
  const play = (...events: readonly Event[]) => {
    for (const [time, ...bytes] of events) {
      now = time;
      parser.write(bytes);
    }
    return readings;
  };
  return { readings, mapper, play };
}

const play = (config: object, ...events: readonly Event[]) => pickup(config).play(...events);
const ons = (readings: readonly Reading[]) =>
  readings.flatMap((each) => (each.kind === 'note-on' ? [each] : []));
const kinds = (readings: readonly Reading[]) => readings.map(({ kind }) => kind);
/** Pitch bend bytes for semitones within a range. */
const bend = (channel: number, semitones: number, range: number) => {
  const value = Math.min(16383, Math.round(8192 + (semitones / range) * 8192));
  return [0xe0 + channel - 1, value & 0x7f, value >> 7];
};
const roland = { preset: 'roland-mono' };

describe('one channel a string', () => {
  test('string 1 is the basic channel, string 6 five channels on', () => {
    expect(ons(play(roland, [0, 0x90, 64, 100], [1, 0x95, 43, 90]))).toEqual([
      {
        kind: 'note-on',
        time: 0,
        noteId: 'life-1',
        noteNumber: 64,
        confidence: 1,
        velocity: 100,
        string: 1,
        fret: 0,
        positionConfidence: 1,
      },
      {
        kind: 'note-on',
        time: 1,
        noteId: 'life-2',
        noteNumber: 43,
        confidence: 1,
        velocity: 90,
        string: 6,
        fret: 3,
        positionConfidence: 1,
      },
    ]);
  });

  test('another basic channel, and the strings the other way round', () => {
    const config = { ...roland, basic_channel: 11, string_order: 'low-first' };
    expect(ons(play(config, [0, 0x9a, 40, 100], [1, 0x9f, 64, 100]))).toMatchObject([
      { string: 6 },
      { string: 1 },
    ]);
  });

  test('channels that are not the guitar are left out', () => {
    const { mapper, readings, play } = pickup();
    play([0, 0x99, 36, 100]);
    expect(readings).toEqual([]);
    expect(mapper.otherChannels).toBe(1);
  });

  test('a string plays one note: the new one ends the old one even without a note-off', () => {
    expect(kinds(play(roland, [0, 0x90, 64, 99], [9, 0x90, 67, 99]))).toEqual([
      'note-on',
      'note-off',
      'note-on',
    ]);
  });

  test('the same note on two strings is two notes', () => {
    const readings = play(roland, [0, 0x90, 64, 99], [1, 0x91, 64, 99], [2, 0x80, 64, 0]);
    expect(readings.at(-1)).toEqual({ kind: 'note-off', time: 2, noteId: 'life-1' });
    expect(readings).toHaveLength(3);
  });

  test('velocity 0 is a note-off', () => {
    expect(kinds(play(roland, [0, 0x90, 64, 99], [5, 0x90, 64, 0]))).toEqual(['note-on', 'note-off']);
  });

  test('a capo and a device that transposes still find the fret', () => {
    const config = { ...roland, tuning: 'standard capo 2', transpose: -12 };
    expect(ons(play(config, [0, 0x90, 81, 99]))).toMatchObject([{ noteNumber: 69, string: 1, fret: 3 }]);
  });

  test('a note beyond the frets is told with little confidence, and counted', () => {
    const { mapper, play } = pickup();
    expect(ons(play([0, 0x95, 38, 99]))).toMatchObject([{ noteNumber: 38, confidence: 0.5, string: 6 }]);
    expect(mapper.ghostCounts.off_the_neck).toBe(1);
  });
});

describe('bends', () => {
  test('move the pitch of the note that sounds', () => {
    const readings = play(roland, [0, 0x92, 57, 99], [5, ...bend(3, 0.5, 2)]);
    expect(readings[1]).toEqual({
      kind: 'pitch',
      time: 5,
      frequency: expect.closeTo(226.446, 2),
      noteNumber: 57.5,
      clarity: 1,
      noteId: 'life-1',
    });
  });

  test('sent before the note count for it, and stay from one note to the next', () => {
    const readings = play(roland, [0, ...bend(1, 0.25, 2)], [1, 0x90, 64, 99], [2, 0x90, 65, 99]);
    expect(ons(readings).map(({ noteNumber }) => noteNumber)).toEqual([64.25, 65.25]);
  });

  test('are centred by "reset all controllers"', () => {
    const readings = play(roland, [0, ...bend(1, 1, 2)], [1, 0xb0, 121, 0], [2, 0x90, 64, 99]);
    expect(ons(readings)).toMatchObject([{ noteNumber: 64 }]);
  });

  test.each([
    ['roland-mono', 2],
    ['triple-play', 24],
    ['jamstik', 12],
    ['axon', 12],
  ])('%s bends up to %d semitones', (preset, range) => {
    expect(ons(play({ preset }, [0, 0xe0, 0, 0x60], [1, 0x90, 64, 99]))).toMatchObject([
      { noteNumber: 64 + range / 2 },
    ]);
  });

  test('RPN 0 sets the range, with cents, and the null parameter protects it', () => {
    const readings = play(
      roland,
      [0, 0xb0, 101, 0, 100, 0, 6, 12, 38, 50],
      [1, 0xb0, 101, 127, 100, 127, 6, 99],
      [2, ...bend(1, 6.25, 12.5)],
      [3, 0x90, 52, 99],
    );
    expect(ons(readings)[0]?.noteNumber).toBeCloseTo(58.25, 6);
  });

  test('other parameters leave the range alone', () => {
    const readings = play(
      roland,
      [0, 0xb0, 101, 0, 100, 1, 6, 64],
      [0, 0xb0, 101, 0, 100, 0, 99, 1, 98, 8, 6, 77],
      [1, ...bend(1, 1, 2)],
      [2, 0x90, 64, 99],
    );
    expect(ons(readings)).toMatchObject([{ noteNumber: 65 }]);
  });
});

describe('what ends notes', () => {
  test.each<[string, number[]]>([
    ['all sound off', [0xb0, 120, 0]],
    ['all notes off', [0xb0, 123, 0]],
    ['a new program', [0xc0, 3]],
    ['a system reset', [0xff]],
  ])('%s', (_, bytes) => {
    expect(kinds(play(roland, [0, 0x90, 64, 99], [5, ...bytes]))).toEqual(['note-on', 'note-off']);
  });

  test('all notes off on one string leaves the others sounding', () => {
    expect(kinds(play(roland, [0, 0x91, 60, 99], [5, 0xb0, 123, 0]))).toEqual(['note-on']);
  });

  test('silence on its channel for half a minute', () => {
    const { mapper, readings, play } = pickup();
    play([0, 0x90, 64, 99], [20_000, ...bend(1, 0.1, 2)]);
    mapper.tick(49_999);
    expect(kinds(readings)).not.toContain('note-off');
    mapper.tick(50_000);
    expect(readings.at(-1)).toMatchObject({ kind: 'note-off', time: 50_000 });
    expect(mapper.stuckNotes).toBe(1);
  });
});

describe('hammer-ons, pull-offs, slides', () => {
  test('a softer note right on its string is legato, a plucked one is not', () => {
    const readings = play(roland, [0, 0x90, 64, 100], [200, 0x90, 66, 60], [400, 0x90, 64, 99]);
    expect(ons(readings).map(({ isLegato }) => isLegato)).toEqual([undefined, true, undefined]);
  });

  test('a jump in the bend that settles is a new note from where it jumped', () => {
    const { mapper, readings, play } = pickup({ preset: 'triple-play' });
    play([0, 0x90, 64, 100], [300, ...bend(1, 2, 24)]);
    mapper.tick(359);
    expect(ons(readings)).toHaveLength(1);
    mapper.tick(360);
    expect(ons(readings)[1]).toMatchObject({
      time: 300,
      noteNumber: expect.closeTo(66, 2),
      isLegato: true,
      string: 1,
      fret: 2,
      noteId: 'life-2',
    });
    expect(readings.at(-2)).toEqual({ kind: 'note-off', time: 300, noteId: 'life-1' });
    play([500, 0x80, 64, 0]);
    expect(readings.at(-1)).toEqual({ kind: 'note-off', time: 500, noteId: 'life-2' });
  });

  test('a jump that does not stay is none', () => {
    const { mapper, readings, play } = pickup({ preset: 'triple-play' });
    play([0, 0x90, 64, 100], [300, ...bend(1, 2, 24)], [340, ...bend(1, 0, 24)]);
    mapper.tick(1000);
    expect(ons(readings)).toHaveLength(1);
  });

  test('a string that is bent a whole tone stays one note', () => {
    const { mapper, readings, play } = pickup({ preset: 'triple-play' });
    play([0, 0x90, 64, 100]);
    for (let step = 1; step <= 20; step += 1) play([100 + step * 10, ...bend(1, step / 10, 24)]);
    mapper.tick(1000);
    expect(ons(readings)).toHaveLength(1);
  });

  test('vibrato stays one note', () => {
    const { mapper, readings, play } = pickup({ preset: 'triple-play' });
    play([0, 0x90, 64, 100]);
    for (let time = 100; time < 2000; time += 10)
      play([time, ...bend(1, 0.4 + 0.4 * Math.sin(time / 30), 24)]);
    mapper.tick(3000);
    expect(ons(readings)).toHaveLength(1);
  });

  test('a slide goes from fret to fret and arrives as one note', () => {
    const { mapper, readings, play } = pickup({ preset: 'triple-play' });
    play([0, 0x90, 64, 100]);
    for (let fret = 1; fret <= 5; fret += 1) play([200 + fret * 30, ...bend(1, fret, 24)]);
    mapper.tick(1000);
    expect(ons(readings).map(({ noteNumber, time }) => [noteNumber, time])).toEqual([
      [64, 0],
      [expect.closeTo(69, 2), 350],
    ]);
  });
});

describe('ghosts', () => {
  test('are notes softer than the preset allows', () => {
    const { mapper, readings, play } = pickup();
    play([0, 0x90, 64, 9], [1, 0x90, 64, 10]);
    expect(ons(readings)).toHaveLength(1);
    expect(mapper.ghostCounts.soft).toBe(1);
  });

  test('are octave and fifth of the string beside, right after it', () => {
    const { mapper, readings, play } = pickup();
    play([0, 0x95, 40, 99], [20, 0x94, 59, 99], [100, 0x94, 59, 99]);
    expect(ons(readings)).toHaveLength(2);
    expect(mapper.ghostCounts.harmonic).toBe(1);
  });

  test('are counted when they are too short to have been played', () => {
    const { mapper, play } = pickup();
    play([0, 0x90, 64, 99], [34, 0x80, 64, 0], [100, 0x90, 64, 99], [135, 0x80, 64, 0]);
    expect(mapper.ghostCounts.short).toBe(1);
  });
});

describe('devices that do not tell the string', () => {
  test('all notes of any channel sound together, without a string: the tracker finds it', () => {
    const notes = ons(play({}, [0, 0x90, 67, 99], [1, 0x95, 60, 99], [2, 0x90, 64, 99]));
    expect(notes).toHaveLength(3);
    for (const note of notes) expect(note).not.toHaveProperty('string');
    expect(kinds(play({}, [0, 0x90, 67, 99], [1, 0x90, 60, 99]))).toEqual(['note-on', 'note-on']);
  });

  test('a converter for one note at a time plays one note at a time', () => {
    expect(kinds(play({ preset: 'sonuus' }, [0, 0x90, 60, 99], [9, 0x90, 62, 99]))).toEqual([
      'note-on',
      'note-off',
      'note-on',
    ]);
  });

  test('a layout of one channel hears that channel only', () => {
    expect(
      ons(play({ layout: 'one-channel', basic_channel: 3 }, [0, 0x90, 60, 99], [1, 0x92, 60, 99])),
    ).toHaveLength(1);
  });
});

describe('MPE', () => {
  const mpe = { preset: 'mpe' };

  test('members bend 48 semitones, their manager adds 2 for all', () => {
    const readings = play(
      mpe,
      [0, ...bend(2, 12, 48)],
      [1, ...bend(1, 1, 2)],
      [2, 0x91, 40, 99],
      [3, 0x92, 40, 99],
    );
    expect(ons(readings).map(({ noteNumber }) => noteNumber)).toEqual([53, 41]);
  });

  test('a bend of the manager moves every note', () => {
    const readings = play(mpe, [0, 0x91, 57, 99], [1, 0x92, 69, 99], [2, ...bend(1, 1, 2)]);
    expect(kinds(readings)).toEqual(['note-on', 'note-on', 'pitch', 'pitch']);
  });

  test('RPN 6 sets the zone; no members switch it off', () => {
    const two = [0xb0, 101, 0, 100, 6, 6, 2];
    expect(ons(play(mpe, [0, ...two], [1, 0x92, 60, 99], [2, 0x93, 60, 99]))).toHaveLength(1);
    const off = [0xb0, 101, 0, 100, 6, 6, 0];
    expect(ons(play(mpe, [0, ...off], [1, 0x91, 60, 99]))).toHaveLength(0);
    const upper = [0xbf, 101, 0, 100, 6, 6, 3];
    expect(ons(play(mpe, [0, ...off], [0, ...upper], [1, 0x9d, 60, 99], [2, 0x9b, 60, 99]))).toHaveLength(1);
  });

  test('RPN 0 on one member is meant for all', () => {
    const readings = play(mpe, [0, 0xb1, 101, 0, 100, 0, 6, 24], [1, ...bend(5, 12, 24)], [2, 0x94, 40, 99]);
    expect(ons(readings)[0]?.noteNumber).toBeCloseTo(52, 6);
  });

  test('channels are voices, unless the player says that they are strings', () => {
    expect(ons(play(mpe, [0, 0x92, 60, 99]))[0]).not.toHaveProperty('string');
    expect(ons(play({ ...mpe, mpe_strings: true }, [0, 0x92, 60, 99]))).toMatchObject([
      { string: 2, fret: 1 },
    ]);
  });
});

test('whatever arrives, every note ends once, and after the end nothing sounds', () => {
  const bytes = fc.array(fc.oneof(fc.integer({ min: 0x80, max: 0xff }), fc.integer({ min: 0, max: 0x7f })), {
    maxLength: 300,
  });
  fc.assert(
    fc.property(bytes, fc.constantFrom('roland-mono', 'generic-poly', 'mpe', 'sonuus'), (stream, preset) => {
      const { mapper, readings, play } = pickup({ preset });
      for (const [index, byte] of stream.entries()) play([index * 3, byte]);
      mapper.silence(10_000);
      const open = new Set<string>();
      for (const each of readings) {
        if (each.kind === 'note-on') open.add(each.noteId);
        if (each.kind === 'note-off') expect(open.delete(each.noteId)).toBe(true);
        if (each.kind === 'pitch') expect(Number.isFinite(each.frequency)).toBe(true);
      }
      expect(open.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});

test.each<[string, object, string]>([
  ['an unknown preset', { preset: 'moog' }, 'preset'],
  ['a tuning nobody knows', { tuning: 'nonsense' }, 'tuning'],
  ['strings beyond channel 16', { preset: 'roland-mono', basic_channel: 12 }, 'basic_channel'],
  ['an unknown setting', { prot: 'x' }, ''],
])('%s is refused, with its place', (_, config, path) => {
  expect(midiConfig.safeParse(config).error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
});

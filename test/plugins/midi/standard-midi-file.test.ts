import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PluginError } from '../../../src/core/plugin/index.js';
import { readStandardMidiFile } from '../../../src/plugins/midi/standard-midi-file.js';
import { END_OF_TRACK, midiFile, ticks } from '../../support/midi-file.js';

const read = (bytes: Uint8Array) =>
  readStandardMidiFile(bytes, 'song.mid').events.map(({ time, bytes: data }) => [time, ...data]);

describe('a Standard MIDI File', () => {
  test('plays at 120 quarter notes a minute where it says nothing else', () => {
    const track = [0, 0x90, 64, 100, ...ticks(480), 0x80, 64, 0, ...END_OF_TRACK];
    expect(read(midiFile([track]))).toEqual([
      [0, 0x90, 64, 100],
      [500, 0x80, 64, 0],
    ]);
  });

  test('follows its tempo map, which may stand on a track of its own', () => {
    const tempi = [
      0,
      0xff,
      0x51,
      3,
      0x0f,
      0x42,
      0x40,
      ...ticks(480),
      0xff,
      0x51,
      3,
      0x03,
      0xd0,
      0x90,
      ...END_OF_TRACK,
    ];
    const notes = [...ticks(240), 0x90, 64, 1, ...ticks(480), 64, 0, ...END_OF_TRACK];
    expect(read(midiFile([tempi, notes]))).toEqual([
      [500, 0x90, 64, 1],
      [1125, 0x90, 64, 0],
    ]);
  });

  test('may count film frames instead', () => {
    const track = [...ticks(250), 0xc0, 5, ...END_OF_TRACK];
    expect(read(midiFile([track], 0xe728))).toEqual([[250, 0xc0, 5]]);
  });

  test('mixes its tracks in time, in order where they fall together', () => {
    const one = [0, 0x90, 60, 1, ...ticks(96), 60, 0, ...END_OF_TRACK];
    const two = [0, 0x91, 70, 1, ...ticks(48), 70, 0, ...END_OF_TRACK];
    expect(read(midiFile([one, two], 48)).map(([, status]) => status)).toEqual([0x90, 0x91, 0x91, 0x90]);
  });

  test('keeps system exclusive messages and escaped bytes, and passes over texts', () => {
    const track = [0, 0xff, 3, 2, 72, 105, 0, 0xf0, 2, 1, 0xf7, 0, 0xf7, 1, 0xf8, ...END_OF_TRACK];
    expect(read(midiFile([track]))).toEqual([
      [0, 0xf0, 1, 0xf7],
      [0, 0xf8],
    ]);
  });

  test('passes over chunks it does not know', () => {
    const [head, track] = [midiFile([]), midiFile([[0, 0xc0, 1, ...END_OF_TRACK]])];
    const alien = [...Buffer.from('XFIH'), 0, 0, 0, 2, 1, 2];
    const bytes = Uint8Array.from([
      ...track.subarray(0, head.length),
      ...alien,
      ...track.subarray(head.length),
    ]);
    expect(read(bytes)).toEqual([[0, 0xc0, 1]]);
  });
});

describe('the beats of a song', () => {
  const meta = (type: number, ...data: number[]) => [0xff, type, data.length, ...data];
  const tempo = (microseconds: number) =>
    meta(0x51, microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255);
  const lastNote = (after: number) => [...ticks(after), 0x90, 64, 1, ...END_OF_TRACK];
  const beats = (track: number[], division = 480) =>
    readStandardMidiFile(midiFile([track], division), 'song.mid').places.map(({ time, bar, beat, tempo }) => [
      time,
      bar,
      beat,
      tempo,
    ]);

  test('are told by its tempo, bar after bar', () => {
    expect(beats([0, ...tempo(500_000), ...lastNote(480 * 4)])).toEqual([
      [0, 1, 1, 120],
      [500, 1, 2, 120],
      [1000, 1, 3, 120],
      [1500, 1, 4, 120],
      [2000, 2, 1, 120],
    ]);
  });

  test('follow its time signature, in its own unit', () => {
    const waltz = [0, ...meta(0x58, 3, 2, 24, 8), ...ticks(480 * 3), ...meta(0x58, 6, 3, 24, 8)];
    expect(beats([...waltz, ...lastNote(480)])).toEqual([
      [0, 1, 1, 120],
      [500, 1, 2, 120],
      [1000, 1, 3, 120],
      [1500, 2, 1, 240],
      [1750, 2, 2, 240],
      [2000, 2, 3, 240],
    ]);
  });

  test('change their tempo where the song does, also between two beats', () => {
    expect(beats([0, ...tempo(500_000), ...ticks(240), ...tempo(1_000_000), ...lastNote(240)])).toEqual([
      [0, 1, 1, 120],
      [250, undefined, undefined, 60],
      [750, 1, 2, 60],
    ]);
  });

  test('are not known where nobody wrote them down', () => {
    expect(beats(lastNote(480))).toEqual([]);
    expect(beats([0, ...tempo(500_000), ...lastNote(250)], 0xe728)).toEqual([]);
  });

  test('are not counted for ever', () => {
    const endless = [0, ...tempo(1), ...lastNote(0x0fff_ffff)];
    expect(readStandardMidiFile(midiFile([endless], 1), 'x').places).toHaveLength(100_000);
  });
});

describe('a file that cannot be played says why', () => {
  const whole = midiFile([[0, 0x90, 64, 100, ...ticks(480), 0x80, 64, 0, ...END_OF_TRACK]]);

  test.each<[string, Uint8Array, RegExp]>([
    ['an empty one', new Uint8Array(), /"song.mid" is no MIDI file/],
    ['a picture', Uint8Array.from(Buffer.from('\x89PNG\r\n\x1a\n....')), /is no MIDI file/],
    ['one that was cut off in its header', whole.subarray(0, 10), /was cut off: its header|was cut off/],
    ['one that was cut off in its track', whole.subarray(0, 30), /was cut off: /],
    [
      'one that lacks a track',
      midiFile([[...END_OF_TRACK]]).map((byte, at) => (at === 11 ? 3 : byte)),
      /1 of its 3 tracks/,
    ],
    ['one of several songs', midiFile([[...END_OF_TRACK]], 480, 2), /several songs/],
    ['one without a tempo', midiFile([[...END_OF_TRACK]], 0), /tempo/],
    ['one with data of no message', midiFile([[0, 64, 64]]), /damaged/],
  ])('%s', (_, bytes, message) => {
    const error = catchError(() => readStandardMidiFile(bytes, 'song.mid'));
    expect(error).toBeInstanceOf(PluginError);
    expect(error).toMatchObject({
      code: 'midi.file',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });

  test('wherever it is cut off', () => {
    for (let length = 0; length < whole.length - 4; length += 1) {
      expect(catchError(() => readStandardMidiFile(whole.subarray(0, length), 'x'))).toBeInstanceOf(
        PluginError,
      );
    }
  });

  test('whatever is in it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        const error = catchError(() => readStandardMidiFile(midiFile([[...body]]), 'x'));
        if (error !== null) expect(error).toBeInstanceOf(PluginError);
      }),
    );
  });
});

function catchError(run: () => unknown): unknown {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
}

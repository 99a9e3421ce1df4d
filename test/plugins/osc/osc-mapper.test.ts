import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/core/plugin/index.js';
import { OscMapper } from '../../../src/plugins/osc/osc-mapper.js';
import { type OscRuleText, oscRule } from '../../../src/plugins/osc/osc-rule.js';
import { NOW, type OscArgument } from '../../../src/plugins/osc/osc-types.js';
import { type PresetName, rulesOf } from '../../../src/plugins/osc/presets.js';

const i = (value: number): OscArgument => ({ type: 'i', value });
const f = (value: number): OscArgument => ({ type: 'f', value });
const s = (value: string): OscArgument => ({ type: 's', value });
const m = (...bytes: number[]): OscArgument => ({ type: 'm', value: Uint8Array.from(bytes) });

type Line = readonly [time: number, address: string, ...args: OscArgument[]];

const OPTIONS = {
  openStrings: [40, 45, 50, 55, 59, 64],
  basicChannel: 1,
  bendRange: 2,
  stuckNoteAfter: 30_000,
  latency: 0,
  beatsInBar: 4,
};

function play(preset: PresetName | OscRuleText[], ...lines: readonly Line[]) {
  return playWith({}, preset, ...lines);
}

function playWith(
  options: Partial<typeof OPTIONS>,
  preset: PresetName | OscRuleText[],
  ...lines: readonly Line[]
) {
  const readings: Reading[] = [];
  const calls: string[] = [];
  const rules =
    typeof preset === 'string' ? rulesOf([preset], []) : preset.map((rule) => oscRule.parse(rule));
  const mapper = new OscMapper(
    { rules, ...OPTIONS, ...options },
    { emit: (reading) => readings.push(reading), call: (method) => calls.push(method) },
    'life',
  );
  const taken = lines.map(
    ([time, address, ...args]) => mapper.accept({ address, args, timeTag: NOW }, time).length,
  );
  return { readings, calls, taken, mapper };
}

describe('the fretcoach map', () => {
  test('a note begins and ends on its string, with its fret', () => {
    const { readings } = play(
      'fretcoach',
      [10, '/fretcoach/note', i(2), i(62), i(100)],
      [500, '/fretcoach/noteoff', i(2), i(62)],
    );
    expect(readings).toEqual([
      {
        kind: 'note-on',
        time: 10,
        noteId: 'life-1',
        noteNumber: 62,
        confidence: 1,
        velocity: 100,
        string: 2,
        fret: 3,
        positionConfidence: 1,
      },
      { kind: 'note-off', time: 500, noteId: 'life-1' },
    ]);
  });

  test('a float velocity runs to 1, an int velocity to 127, and zero ends the note', () => {
    const { readings } = play(
      'fretcoach',
      [0, '/fretcoach/note', i(0), f(60), f(0.5)],
      [1, '/fretcoach/note', i(0), f(64), i(1)],
      [2, '/fretcoach/note', i(0), f(60), f(0)],
    );
    expect(readings).toMatchObject([
      { velocity: 64 },
      { velocity: 1 },
      { kind: 'note-off', noteId: 'life-1' },
    ]);
  });

  test('a string plays one note at a time, notes without a string sound together', () => {
    const onString = play(
      'fretcoach',
      [0, '/fretcoach/note/1', i(64), i(99)],
      [9, '/fretcoach/note/1', i(65), i(99)],
    );
    expect(onString.readings.map(({ kind }) => kind)).toEqual(['note-on', 'note-off', 'note-on']);
    const free = play(
      'fretcoach',
      [0, '/fretcoach/note/0', i(64), i(99)],
      [9, '/fretcoach/note/0', i(65), i(99)],
    );
    expect(free.readings.map(({ kind }) => kind)).toEqual(['note-on', 'note-on']);
  });

  test('a late note-off does not end the note that followed on its string', () => {
    const { readings } = play(
      'fretcoach',
      [0, '/fretcoach/note', i(1), i(64), i(99)],
      [9, '/fretcoach/note', i(1), i(67), i(99)],
      [10, '/fretcoach/noteoff', i(1), i(64)],
    );
    expect(readings.filter(({ kind }) => kind === 'note-off')).toHaveLength(1);
  });

  test('continuous pitch is passed on for the tracker to find the notes', () => {
    const { readings } = play(
      'fretcoach',
      [0, '/fretcoach/pitch', f(110), f(0.8), f(-20)],
      [1, '/fretcoach/pitch', f(0)],
      [2, '/fretcoach/pitch/midi', f(69), f(0.9)],
    );
    expect(readings).toMatchObject([
      { kind: 'pitch', frequency: expect.closeTo(110, 9), clarity: 0.8, level: -20 },
      { kind: 'pitch', frequency: null },
      { kind: 'pitch', frequency: 440, clarity: 0.9 },
    ]);
    expect(readings.every((reading) => !('noteId' in reading))).toBe(true);
  });

  test('a bend moves the pitch of the note that sounds on its string', () => {
    const { readings } = play(
      'fretcoach',
      [0, '/fretcoach/note', i(3), i(57), i(99)],
      [5, '/fretcoach/bend', i(3), f(12)],
      [6, '/fretcoach/bend', i(4), f(1)],
    );
    expect(readings).toHaveLength(2);
    expect(readings[1]).toEqual({
      kind: 'pitch',
      time: 5,
      frequency: 440,
      noteNumber: 69,
      clarity: 1,
      noteId: 'life-1',
    });
  });

  test('an attack without pitch is an onset', () => {
    expect(play('fretcoach', [3, '/fretcoach/onset', f(-12)]).readings).toEqual([
      { kind: 'onset', time: 3, level: -12 },
    ]);
    expect(play('fretcoach', [3, '/fretcoach/onset']).readings).toEqual([{ kind: 'onset', time: 3 }]);
  });

  test('raw MIDI plays the strings, one a channel', () => {
    const { readings } = play(
      'fretcoach',
      [0, '/fretcoach/midi', m(0, 0x95, 40, 80)],
      [1, '/fretcoach/midi', m(0, 0xe5, 0x7f, 0x7f)],
      [2, '/fretcoach/midi', m(0, 0x95, 40, 0)],
      [3, '/fretcoach/midi', m(0, 0x99, 40, 80)],
    );
    expect(readings).toMatchObject([
      { kind: 'note-on', string: 6, fret: 0, velocity: 80 },
      { kind: 'pitch', frequency: expect.closeTo(92.49, 1) },
      { kind: 'note-off' },
    ]);
  });

  test('a pattern reaches every address it matches', () => {
    expect(play('fretcoach', [0, '/fretcoach/{onset,ping}']).taken).toEqual([2]);
  });

  test.each([
    ['too few arguments', '/fretcoach/note', [i(1), i(64)]],
    ['text where a number belongs', '/fretcoach/note', [i(1), s('E'), i(9)]],
    ['a number that is none', '/fretcoach/pitch', [{ type: 'f', value: null }]],
    ['a note beyond the keyboard', '/fretcoach/note', [i(0), i(128), i(9)]],
    ['a string that no guitar has', '/fretcoach/note', [i(99), i(60), i(9)]],
    ['an address nobody knows', '/fretcoach/unknown', []],
  ])('%s is left alone', (_, address, args) => {
    expect(play('fretcoach', [0, address, ...args])).toMatchObject({ readings: [], taken: [0] });
  });

  test('a note that nobody ends is ended after a while', () => {
    const { mapper, readings } = play('fretcoach', [0, '/fretcoach/note', i(1), i(64), i(99)]);
    expect(mapper.tick(29_999)).toBe(0);
    expect(mapper.tick(30_000)).toBe(1);
    expect(readings.at(-1)).toEqual({ kind: 'note-off', time: 30_000, noteId: 'life-1' });
  });
});

test('a source that is known to be late has its notes put where they were played, and the beats left alone', () => {
  const { readings, mapper } = playWith(
    { latency: 40 },
    [
      { address: '/fretcoach/note', as: 'note', args: ['string', 'midi', 'velocity'] },
      { address: '/beat/str', as: 'transport', args: ['position'] },
    ],
    [1000, '/fretcoach/note', i(1), i(64), i(100)],
    [1000, '/beat/str', s('3.2.00')],
  );
  mapper.silence(2000);
  expect(readings.map(({ kind, time }) => [kind, time])).toEqual([
    ['note-on', 960],
    ['transport', 1000],
    ['note-off', 1960],
  ]);
});

describe('patches that follow one pitch', () => {
  test('Pure Data: sigmund~ begins notes, its pitch belongs to them, and -1500 ends them', () => {
    const { readings } = play(
      'pd-sigmund',
      [0, '/pd/sigmund/env', f(80)],
      [5, '/pd/sigmund/note', f(57.02)],
      [10, '/pd/sigmund/pitch', f(57)],
      [900, '/pd/sigmund/pitch', f(-1500)],
    );
    expect(readings).toEqual([
      { kind: 'note-on', time: 5, noteId: 'life-1', noteNumber: 57.02, confidence: 1 },
      { kind: 'pitch', time: 10, frequency: 220, clarity: 1, level: -20, noteId: 'life-1' },
      { kind: 'note-off', time: 900, noteId: 'life-1' },
      { kind: 'pitch', time: 900, frequency: null, clarity: 1, noteId: null },
    ]);
  });

  test('Pure Data: sigmund~ that only follows the pitch leaves the notes to the tracker', () => {
    expect(play('pd-sigmund', [0, '/pd/sigmund/pitch', f(57)]).readings).toEqual([
      { kind: 'pitch', time: 0, frequency: 220, clarity: 1 },
    ]);
  });

  test('SuperCollider: a pitch below a clarity of 0.9 is silence', () => {
    const { readings } = play(
      'supercollider',
      [0, '/sc/pitch', f(220), f(0.95), f(0.1)],
      [1, '/sc/pitch', f(440), f(0.89), f(0.1)],
    );
    expect(readings).toMatchObject([{ frequency: 220, level: -20 }, { frequency: null }]);
  });

  test('SuperCollider: the frequency of an onset belongs to the note before, so the new note waits 50 ms for its own', () => {
    const { readings } = play(
      'supercollider',
      [100, '/sc/onset', f(110), f(0.2)],
      [120, '/sc/pitch', f(110), f(0.95), f(0.1)],
      [160, '/sc/pitch', f(220), f(0.97), f(0.1)],
    );
    expect(readings.filter(({ kind }) => kind === 'note-on')).toMatchObject([
      { time: 100, noteNumber: expect.closeTo(57, 9) },
    ]);
  });

  test('SuperCollider: an attack whose pitch never comes was a muted string', () => {
    const { mapper, readings } = play('supercollider', [100, '/sc/onset', f(110), f(1)]);
    mapper.tick(351);
    expect(readings).toEqual([{ kind: 'onset', time: 100, level: 0 }]);
  });

  test('SendReply puts a node and a reply number in front', () => {
    expect(
      play('sc-sendreply', [0, '/fc/pitch', i(1000), i(-1), f(330), f(0.99), f(1)]).readings,
    ).toMatchObject([{ kind: 'pitch', frequency: expect.closeTo(330, 9), clarity: 0.99, level: 0 }]);
  });
});

describe('programs that keep time', () => {
  test('Ableton Live counts beats from the beginning of the song', () => {
    const { readings } = play(
      'abletonosc',
      [0, '/live/song/get/tempo', f(96)],
      [1, '/live/song/get/is_playing', i(1)],
      [2, '/live/song/get/beat', i(4)],
    );
    expect(readings).toEqual([
      { kind: 'transport', time: 0, tempo: 96 },
      { kind: 'transport', time: 1, isPlaying: true },
      { kind: 'transport', time: 2, beat: 1, bar: 2 },
    ]);
  });

  test('Ableton Live does not say how long a bar is: the player does', () => {
    const bars = [-1, 0, 5, 6].map((count): Line => [count, '/live/song/get/beat', i(count)]);
    const { readings } = playWith({ beatsInBar: 3 }, 'abletonosc', ...bars);
    expect(readings).toMatchObject([
      { bar: 0, beat: 3 },
      { bar: 1, beat: 1 },
      { bar: 2, beat: 3 },
      { bar: 3, beat: 1 },
    ]);
  });

  test('Reaper repeats its position; the beat falls where it changes', () => {
    const { readings } = play(
      'reaper',
      [0, '/beat/str', s('3.2.00')],
      [30, '/beat/str', s('3.2.45')],
      [60, '/beat/str', s('3.3.01')],
      [70, '/stop', f(1)],
    );
    expect(readings).toEqual([
      { kind: 'transport', time: 0, bar: 3, beat: 2 },
      { kind: 'transport', time: 60, bar: 3, beat: 3 },
      { kind: 'transport', time: 70, isPlaying: false },
    ]);
  });

  test('Ardour writes bars and beats between strokes', () => {
    expect(play('ardour', [0, '/position/bbt', s('012|03|0960')]).readings).toMatchObject([
      { bar: 12, beat: 3 },
    ]);
  });
});

test('a button starts the practice once a press, on its way down', () => {
  const { calls } = play(
    'touchosc',
    [0, '/1/push1', f(1)],
    [1, '/1/push1', f(1)],
    [2, '/1/push1', f(0)],
    [3, '/1/push1', f(0.6)],
    [4, '/1/toggle1', f(1)],
    [5, '/1/toggle1', f(0)],
  );
  expect(calls).toEqual(['session.start', 'session.start', 'session.start', 'session.stop']);
});

describe('rules of your own', () => {
  test('name what stands where, also in the address', () => {
    const { readings } = play(
      [{ address: '/synth/{string}/on', as: 'note', args: ['hz', 'vel01'] }],
      [0, '/synth/6/on', f(82.4069), f(0.5)],
    );
    expect(readings).toMatchObject([{ string: 6, fret: 0, velocity: 64, noteNumber: expect.closeTo(40, 3) }]);
  });

  test('a gate takes the sense out of a message below it', () => {
    const rule: OscRuleText = { address: '/hit', as: 'onset', args: ['amp'], gate: { amp: 0.1 } };
    expect(play([rule], [0, '/hit', f(0.05)], [1, '/hit', f(1)]).readings).toEqual([
      { kind: 'onset', time: 1, level: 0 },
    ]);
  });

  test.each<[string, unknown, string]>([
    ['an address without a slash', { address: 'pitch', as: 'pitch', args: ['hz'] }, 'address'],
    ['a pitch without a pitch', { address: '/p', as: 'pitch', args: ['confidence'] }, 'args'],
    ['a meaning nobody knows', { address: '/p', as: 'song', args: [] }, 'as'],
    ['a unit nobody knows', { address: '/p', as: 'pitch', args: ['cents'] }, 'args.0'],
    ['a place in the address nobody knows', { address: '/p/{colour}', as: 'onset' }, 'address'],
    ['a command that does nothing', { address: '/p', as: 'command' }, 'call'],
    [
      'a gate for nothing',
      { address: '/p', as: 'pitch', args: ['hz'], gate: { confidence: 0.9 } },
      'gate.confidence',
    ],
    ['an unknown setting', { address: '/p', as: 'ping', colour: 1 }, ''],
  ])('%s is refused, with its place', (_, rule, path) => {
    const { error } = oscRule.safeParse(rule);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

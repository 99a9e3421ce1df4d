import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { ownFolder } from '../support/database.js';
import { FakeIo } from '../support/fake-io.js';
import { END_OF_TRACK, midiFile, ticks } from '../support/midi-file.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';

const PHRASE = [45, 48, 50, 52, 55, 57];
let folder: string;
let terminal: FakeIo;

beforeEach(() => {
  folder = ownFolder();
  terminal = new FakeIo(folder);
});

const phrase = () => writeRecording(playPhrase(evenly(PHRASE, 0.4)));

describe('a recording analysed at full speed', () => {
  test('prints session, notes and metrics as JSON', async () => {
    expect(
      await terminal.run('replay', phrase(), '--json', '--scale', 'am pent', '--strictness', '0.7'),
    ).toBe(EXIT.ok);
    const { session, notes, metrics } = JSON.parse(terminal.text);
    expect(session).toMatchObject({
      scale_name: 'A Minor Pentatonic',
      strictness: 0.7,
      notes_detected_count: 6,
    });
    expect(notes.map(({ midi }: { midi: number }) => midi)).toEqual(PHRASE);
    expect(Math.abs(notes[0].onset - 300)).toBeLessThan(30);
    expect(notes[0]).toMatchObject({ name: 'A', octave: 2, in_scale: true, judgement: 'in-tune' });
    expect(notes[0].duration).toBeGreaterThan(200);
    expect(metrics).toMatchObject({ scale_conformity: 1, timing_mode: 'free', notes_out_of_scale: 0 });
  });

  test('gives the same result twice, apart from ids and dates', async () => {
    const file = phrase();
    const results = [];
    for (const io of [terminal, new FakeIo(folder)]) {
      await io.run('replay', file, '--speed', 'max', '--json');
      const { session, notes, metrics } = JSON.parse(io.text);
      const { session_id: _, start_time, end_time, ...facts } = session;
      results.push({ facts, notes, metrics: { ...metrics, session_id: null } });
    }
    expect(results[1]).toEqual(results[0]);
  });

  test('is told in words for people', async () => {
    expect(await terminal.run('replay', phrase(), '--speed', 'max')).toBe(EXIT.ok);
    const lines = terminal.text.split('\n');
    expect(lines[0]).toMatch(/^ +0\.[23]\d\d s {2}A2 .*cents {2}in-tune$/);
    expect(terminal.text).toMatch(/Notes +6, 0 outside A Minor Pentatonic/);
  });

  test('is drawn with the names of its notes', async () => {
    expect(await terminal.run('replay', phrase(), '--plot', 'out.svg')).toBe(EXIT.ok);
    const svg = readFileSync(join(folder, 'out.svg'), 'utf8');
    expect(svg).toMatch(/^<svg /);
    for (const name of ['A2', 'C3', 'D3', 'E3', 'G3', 'A3']) expect(svg).toContain(`>${name}<`);
  });

  test('ends early at Ctrl+C, with what was heard so far', async () => {
    const file = writeRecording(playPhrase(evenly(Array(100).fill(57), 0.2)));
    terminal.progress = () => terminal.pressCtrlC(); // It tells how far it is every five seconds of the recording.
    expect(await terminal.run('replay', file, '--json')).toBe(EXIT.interrupted);
    const { notes } = JSON.parse(terminal.text);
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.length).toBeLessThan(100);
  });

  test('of a MIDI file is exact', async () => {
    const play = (note: number) => [0, 0x90, note, 100, ...ticks(240), 0x80, note, 0];
    writeFileSync(join(folder, 'riff.mid'), midiFile([[...PHRASE.flatMap(play), ...END_OF_TRACK]]));
    expect(await terminal.run('replay', 'riff.mid', '--json')).toBe(EXIT.ok);
    const { notes, metrics } = JSON.parse(terminal.text);
    expect(notes.map(({ midi, cents }: { midi: number; cents: number }) => [midi, cents])).toEqual(
      PHRASE.map((note) => [note, 0]),
    );
    expect(metrics).toMatchObject({ pitch_accuracy: 1, timing_stability: 1 });
  });

  test('of a MIDI file with a tempo is timed by its beats', async () => {
    const tempo = [0, 0xff, 0x51, 3, 0x07, 0xa1, 0x20];
    const late = 20; // milliseconds at 500 ticks a half second
    const play = (note: number, at: number) => [
      ...[...ticks(at === 0 ? late : 250), 0x90, note, 100],
      ...[...ticks(250), 0x80, note, 0],
    ];
    writeFileSync(
      join(folder, 'late.mid'),
      midiFile([[...tempo, ...PHRASE.flatMap(play), ...END_OF_TRACK]], 500),
    );
    expect(await terminal.run('replay', 'late.mid', '--json')).toBe(EXIT.ok);
    const { metrics } = JSON.parse(terminal.text);
    expect(metrics).toMatchObject({ timing_mode: 'grid', notes_detected: 6 });
    expect(metrics.timing_bias_ms).toBeCloseTo(late, 1);
  });

  test('without a note says so', async () => {
    expect(await terminal.run('replay', writeRecording(new Float32Array(44_100)), '--speed', 'max')).toBe(
      EXIT.ok,
    );
    expect(terminal.text).toBe('No note was heard.');
  });
});

test('of a recording that was cut off, what there is is heard, and what is missing is told', async () => {
  const file = phrase();
  writeFileSync(join(folder, 'torn.wav'), readFileSync(file).subarray(0, 2 * 44_100));
  expect(await terminal.run('replay', 'torn.wav', '--speed', 'max')).toBe(EXIT.ok);
  expect(terminal.text).toMatch(/^ +0\.[23]\d\d s {2}A2 /);
  expect(terminal.errorText).toMatch(/^"torn\.wav" was cut off: its last \d+\.\d s are missing\. Copy/);
});

describe('a file that cannot be played', () => {
  test.each([
    ['a WAV that is no WAV', 'noise.wav', Buffer.from('this is a shopping list, not a recording')],
    ['an empty WAV', 'empty.wav', Buffer.alloc(0)],
    ['a MIDI file that breaks off', 'torn.mid', Buffer.from('MThd\0\0\0\x06\0\x01\0\x02', 'binary')],
    ['a MIDI file that is none', 'list.mid', Buffer.from('eggs, milk')],
  ])('%s says which and what is wrong', async (_, name, bytes) => {
    writeFileSync(join(folder, name), bytes);
    expect(await terminal.run('replay', name, '--speed', 'max')).toBe(EXIT.failed);
    expect(terminal.errorText).toContain(name);
    expect(terminal.errorText).not.toMatch(/\n\s+at /);
  });

  test('a file that is not there is named', async () => {
    expect(await terminal.run('replay', 'nowhere.wav', '--speed', 'max')).toBe(EXIT.usage);
    expect(terminal.errorText).toContain('nowhere.wav');
  });

  test('an unknown scale is told with what comes near', async () => {
    expect(await terminal.run('replay', phrase(), '--scale', 'A Minor Pentatonik')).toBe(EXIT.failed);
    expect(terminal.errorText).toContain('A Minor Pentatonic');
  });
});

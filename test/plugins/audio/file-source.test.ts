import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PluginError } from '../../../src/core/plugin/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { evenly, playPhrase, wavBytes, writeRecording } from '../../support/plucked-string.js';
import { Stage } from './stage.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const RECORDINGS = process.env.FRETCOACH_RECORDINGS ?? join(ROOT, '../shared/data/guitar-notes');

function play(config: unknown, seconds: number): Stage {
  const clock = new FakeClock();
  const stage = new Stage(config, clock);
  void stage.plugin.start();
  clock.advance(1000 * seconds);
  return stage;
}

const OPEN_STRINGS = [40, 45, 50, 55, 59, 64];

test('six open strings from a recording are six notes', () => {
  const file = writeRecording(playPhrase(evenly(OPEN_STRINGS)));
  const stage = play({ source: { file }, tuning: 'standard' }, 5);
  expect(stage.notes).toEqual(OPEN_STRINGS);
  expect(stage.details).toMatchObject({
    source: 'file',
    device: 'guitar.wav',
    sample_rate: 44_100,
    latency_ms: 0,
  });
});

test('onsets are told where the strings were plucked', () => {
  const phrase = evenly([45, 52, 57, 60, 64]);
  const file = writeRecording(playPhrase(phrase));
  const onsets = play({ source: { file } }, 5)
    .of('note-on')
    .map(({ time }) => time);
  expect(onsets).toHaveLength(phrase.length);
  phrase.forEach(({ at }, index) => {
    expect(Math.abs((onsets[index] ?? 0) - 1000 * at)).toBeLessThan(15);
  });
});

test('every note that begins ends, the last one with the recording', () => {
  const whole = playPhrase([{ at: 0.3, note: 57, duration: 2 }]);
  const file = writeRecording(whole.subarray(0, 44_100));
  const stage = play({ source: { file } }, 5);
  expect(stage.of('note-off').map(({ noteId }) => noteId)).toEqual(
    stage.of('note-on').map(({ noteId }) => noteId),
  );
  expect(stage.status).toMatchObject({ state: 'stopped', message: '"guitar.wav" is over.' });
});

test('a recording that is cut off while it plays is over where it ends', () => {
  const file = writeRecording(playPhrase(evenly([45, 52, 57, 60])));
  const clock = new FakeClock();
  const stage = new Stage({ source: { file } }, clock);
  void stage.plugin.start();
  clock.advance(500);
  truncateSync(file, 60_000);
  clock.advance(1_000);
  expect(stage.status).toMatchObject({ state: 'stopped', message: '"guitar.wav" is over.' });
  expect(stage.status?.hint).toMatch(/^"guitar\.wav" was cut off: its last \d\.\d s are missing\./);
});

test('the pitch of a held note is right within two cents', () => {
  const file = writeRecording(playPhrase([{ at: 0.3, note: 45.13, duration: 1.5 }]));
  const heard = play({ source: { file } }, 4)
    .of('pitch')
    .filter(({ time }) => time > 600 && time < 1500);
  expect(heard.length).toBeGreaterThan(100);
  for (const { frequency } of heard) {
    const cents = 1200 * Math.log2((frequency ?? 0) / (440 * 2 ** ((45.13 - 69) / 12)));
    expect(Math.abs(cents)).toBeLessThan(2);
  }
});

test.each([8_000, 16_000, 22_050, 96_000, 192_000])('%i samples a second will do', (rate) => {
  const file = writeRecording(playPhrase(evenly([45, 57], 0.3), rate), rate);
  expect(play({ source: { file } }, 2).notes).toEqual([45, 57]);
});

test('twice the same recording, twice the same readings', () => {
  const file = writeRecording(playPhrase(evenly([45, 48, 50])));
  expect(play({ source: { file } }, 4).readings).toEqual(play({ source: { file } }, 4).readings);
});

test('the pace of the clock does not change what is heard', () => {
  const file = writeRecording(playPhrase(evenly([45, 48, 50])));
  const clock = new FakeClock();
  const stage = new Stage({ source: { file } }, clock);
  void stage.plugin.start();
  for (const step of [3, 250, 17, 1000, 41, 2000, 900]) clock.advance(step);
  expect(stage.readings).toEqual(play({ source: { file } }, 4).readings);
});

test('a guitar on input 2 is heard on channel 2 and not on channel 1', () => {
  const guitar = playPhrase(evenly([57, 60]));
  const silence = new Float32Array(guitar.length);
  const file = writeRecording(guitar);
  writeFileSync(file, wavBytes([silence, guitar]));
  expect(play({ source: { file }, channel: 2 }, 3).notes).toEqual([57, 60]);
  expect(play({ source: { file }, channel: 1 }, 3).notes).toEqual([]);
  expect(play({ source: { file }, channel: 'mix' }, 3).notes).toEqual([57, 60]);
});

test('a channel that the recording does not have is a fault of the configuration', () => {
  const file = writeRecording(playPhrase(evenly([57])));
  const [failure] = play({ source: { file }, channel: 2 }, 1).failures;
  expect(failure).toMatchObject({ code: 'plugin.config', pointer: '/channel' });
});

test('gain lifts a quiet input', () => {
  const file = writeRecording(
    playPhrase([{ at: 0.2, note: 57, duration: 1 }]).map((sample) => sample / 100),
    44_100,
    's24',
  );
  const loudest = (gain_db: number) =>
    Math.max(
      ...play({ source: { file }, gain_db }, 2)
        .of('pitch')
        .map(({ level }) => level ?? -200),
    );
  expect(loudest(30) - loudest(0)).toBeCloseTo(30, 1);
});

test.each(['pitchfinder-yin', 'pitchfinder-macleod', 'pitchfinder-amdf'])(
  '%s hears the pitch of a string',
  (detector) => {
    const file = writeRecording(playPhrase([{ at: 0.1, note: 57, duration: 0.3 }]).subarray(0, 22_050));
    const stage = play({ source: { file }, detector, tuning: 'standard' }, 1.5);
    const heard = stage
      .of('pitch')
      .filter(({ time, frequency }) => time > 200 && time < 400 && frequency !== null);
    const right = heard.filter(({ frequency }) => Math.abs(1200 * Math.log2((frequency ?? 1) / 220)) < 30);
    expect(heard.length).toBeGreaterThan(12);
    expect(right.length / heard.length).toBeGreaterThan(0.8);
    expect(heard.every((reading) => !('noteId' in reading))).toBe(true);
  },
);

test('stop is welcome before start, during the recording, and twice', async () => {
  const file = writeRecording(playPhrase(evenly([45, 48, 50])));
  const clock = new FakeClock();
  const stage = new Stage({ source: { file } }, clock);
  await stage.plugin.stop();
  await stage.plugin.start();
  clock.advance(600);
  await stage.plugin.stop();
  await stage.plugin.stop();
  const said = stage.readings.length;
  clock.advance(2000);
  expect(stage.readings).toHaveLength(said);
  expect(stage.of('note-off')).toHaveLength(stage.of('note-on').length);
  expect(clock.pending).toBe(0);
});

test('a recording that cannot be used says why', async () => {
  const start = async () =>
    new Stage({ source: { file: '/nowhere/riff.wav' } }, new FakeClock()).plugin.start();
  await expect(start()).rejects.toThrow(PluginError);
  await expect(start()).rejects.toThrow('"/nowhere/riff.wav" does not exist.');
});

interface Label {
  readonly file: string;
  readonly midi: number;
  readonly kind: string;
}

test.skipIf(!existsSync(RECORDINGS))('real guitars: the note shown is the note played', () => {
  const { notes } = JSON.parse(readFileSync(join(RECORDINGS, 'labels.json'), 'utf8')) as { notes: Label[] };
  const guitars = notes.filter(({ kind, midi }) => kind === 'real' && midi >= 40 && midi <= 88);
  const chosen = guitars.filter((_, index) => index % 6 === 0);
  const right = chosen.filter(({ file, midi }) =>
    play({ source: { file: join(RECORDINGS, file) }, tuning: 'standard' }, 3).notes.includes(midi),
  );
  expect(chosen.length).toBeGreaterThan(8);
  expect(right.length / chosen.length).toBeGreaterThan(0.9);
});

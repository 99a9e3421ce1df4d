import { EventEmitter, getEventListeners } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { DeviceError } from '../../../src/core/plugin/index.js';
import { midiConfig } from '../../../src/plugins/midi/midi-config.js';
import { midiInput } from '../../../src/plugins/midi/midi-input.js';
import type { LoadMidiPorts } from '../../../src/plugins/midi/midi-ports.js';
import { FakeMidiPorts } from '../../support/fake-midi.js';
import { END_OF_TRACK, midiFile, ticks } from '../../support/midi-file.js';
import { RecordingContext } from '../../support/recording-context.js';
import { settle } from '../../support/surroundings.js';

const PICKUP = 'TriplePlay:TriplePlay MIDI 1 28:0';
const noMidi: LoadMidiPorts = () =>
  Promise.reject(new DeviceError('missing', 'This computer has no MIDI.', 'Install ALSA.'));

const undos: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of undos.splice(0)) await undo();
});

async function started(config: object, load: LoadMidiPorts | FakeMidiPorts = noMidi) {
  const context = new RecordingContext(midiConfig.parse(config));
  const plugin = midiInput(load instanceof FakeMidiPorts ? async () => load : load).create(context);
  undos.push(() => plugin.stop());
  await plugin.start();
  return { context, plugin };
}

/** Lets time pass, and whatever looks for ports find them. */
async function pass(context: RecordingContext<unknown>, milliseconds: number) {
  for (let left = milliseconds; left > 0; left -= 100) {
    context.clock.advance(Math.min(100, left));
    await settle();
  }
}

const kinds = (context: RecordingContext<unknown>) => context.readings.map(({ kind }) => kind);

describe('a port', () => {
  test('is found by a part of its name, and its notes are heard when they arrive', async () => {
    const ports = new FakeMidiPorts('Midi Through:Midi Through Port-0 14:0', PICKUP);
    const { context } = await started({ source: 'port', port: 'tripleplay', preset: 'triple-play' }, ports);
    expect(context.statuses).toEqual([]);
    context.clock.advance(1000);
    ports.play(PICKUP, 0x91, 60, 90);
    expect(context.readings).toMatchObject([{ kind: 'note-on', time: 1000, string: 2, fret: 1 }]);
    expect(context.lastStatus).toEqual({
      state: 'running',
      message: 'Listening to TriplePlay:TriplePlay MIDI 1.',
    });
    expect(context.facts).toMatchObject({ source: 'port', device: 'TriplePlay:TriplePlay MIDI 1' });
  });

  test('what was sent while nobody listened is not played after opening', async () => {
    const ports = new FakeMidiPorts(PICKUP);
    const { context } = await started({ source: 'port' }, ports);
    context.clock.advance(49);
    ports.play(PICKUP, 0x90, 64, 90);
    context.clock.advance(1);
    ports.play(PICKUP, 0x90, 65, 90);
    expect(context.ofKind('note-on').map(({ noteNumber }) => noteNumber)).toEqual([65]);
  });

  test('that goes away while it opens was never there', async () => {
    const ports = new FakeMidiPorts(PICKUP);
    const { context } = await started({ source: 'port' }, ports);
    context.clock.advance(49);
    ports.unplug(PICKUP);
    await settle();
    context.clock.advance(500);
    expect(context.statuses.map(({ state }) => state)).toEqual(['needs-device']);
    expect([ports.opened, ports.closed]).toEqual([1, 1]);
  });

  test('that is unplugged ends its notes at once, and is opened anew when it comes back under another number', async () => {
    const ports = new FakeMidiPorts(PICKUP);
    const { context } = await started({ source: 'port', port: PICKUP, preset: 'roland-mono' }, ports);
    context.clock.advance(100);
    ports.play(PICKUP, 0x90, 64, 90);
    ports.unplug(PICKUP);
    await settle();
    expect(kinds(context)).toEqual(['note-on', 'note-off']);
    expect(context.lastStatus).toMatchObject({
      state: 'needs-device',
      message: expect.stringContaining('It was unplugged.'),
      hint: expect.stringContaining('Plug'),
    });
    const again = PICKUP.replace('28:0', '32:0');
    ports.plug(again);
    await settle();
    context.clock.advance(100);
    expect(context.lastStatus).toMatchObject({ state: 'running' });
    ports.play(again, 0x90, 65, 90);
    expect(context.ofKind('note-on').at(-1)).toMatchObject({ noteNumber: 65 });
    expect(new Set(context.ofKind('note-on').map(({ noteId }) => noteId)).size).toBe(2);
    expect([ports.opened, ports.closed]).toEqual([2, 1]);
  });

  test('that comes and goes where the system does not tell is noticed within a second', async () => {
    const ports = new FakeMidiPorts();
    const { context } = await started({ source: 'port', port: 'TriplePlay' }, ports);
    expect(context.lastStatus).toEqual({
      state: 'needs-device',
      message: 'No MIDI port is called "TriplePlay".',
      hint: 'Plug "TriplePlay" in, or let a browser hear it: dashboard, "Inputs & outputs", "Use this browser’s MIDI".',
    });
    ports.plugged.add(PICKUP);
    await pass(context, 1100);
    expect(context.lastStatus).toMatchObject({ state: 'running' });
    ports.plugged.delete(PICKUP);
    await pass(context, 1000);
    expect(context.lastStatus).toMatchObject({ state: 'needs-device' });
  });

  test('survives ten thousand looks', async () => {
    const ports = new FakeMidiPorts(PICKUP);
    const { context } = await started({ source: 'port' }, ports);
    for (let round = 0; round < 10_000; round += 1) {
      context.clock.advance(1000);
      await Promise.resolve();
    }
    await settle();
    ports.play(PICKUP, 0x90, 64, 90);
    expect(context.ofKind('note-on')).toHaveLength(1);
    expect(ports.opened).toBe(1);
  });

  test('that another program holds is tried again, more and more slowly', async () => {
    const ports = new FakeMidiPorts(PICKUP);
    ports.refusals = 3;
    const { context } = await started({ source: 'port' }, ports);
    expect(context.lastStatus).toMatchObject({
      state: 'needs-device',
      message: expect.stringContaining('device busy'),
    });
    await pass(context, 10_000);
    expect(context.lastStatus).toMatchObject({ state: 'running' });
  });

  test('with another name than the one asked for is named as a choice', async () => {
    const { context } = await started({ source: 'port', port: 'Jamstik' }, new FakeMidiPorts(PICKUP));
    expect(context.lastStatus).toMatchObject({ hint: 'There are: TriplePlay:TriplePlay MIDI 1.' });
  });

  test('whose device is known to be late has its notes put where they were played', async () => {
    const ports = new FakeMidiPorts(PICKUP);
    const { context } = await started({ source: 'port', latency_ms: 25 }, ports);
    context.clock.advance(1000);
    ports.play(PICKUP, 0x90, 64, 90);
    ports.unplug(PICKUP);
    await settle();
    expect(context.readings.map(({ time }) => time)).toEqual([975, 975]);
  });

  test('of our own can be played into', async () => {
    const ports = new FakeMidiPorts();
    const { context } = await started({ source: 'virtual', port: 'Practice' }, ports);
    ports.virtual.get('Practice')?.([0x90, 60, 90]);
    expect(context.ofKind('note-on')).toHaveLength(1);
  });
});

describe('a computer without MIDI', () => {
  test('starts all the same, and says what to do', async () => {
    const { context } = await started({});
    expect(context.lastStatus).toEqual({
      state: 'needs-device',
      message: 'This computer has no MIDI.',
      hint: 'Install ALSA.',
    });
  });

  test('that gets it later needs no restart', async () => {
    let load = noMidi;
    const { context } = await started({ source: 'port' }, () => load());
    const ports = new FakeMidiPorts(PICKUP);
    load = async () => ports;
    await pass(context, 1100);
    expect(context.lastStatus).toMatchObject({ state: 'running' });
  });

  test('lists no devices, with the reason', async () => {
    expect(await midiInput(noMidi).devices?.()).toEqual({
      devices: [],
      reason: 'This computer has no MIDI.',
      hint: 'Install ALSA.',
    });
  });

  test('this one can be asked, whatever it has', async () => {
    const { input } = await import('../../../src/plugins/midi/index.js');
    const list = await input.devices?.();
    expect(list?.devices.length || list?.reason).toBeTruthy();
  });
});

test('devices are listed without numbers, the first one that plays as the usual choice', async () => {
  const ports = new FakeMidiPorts('Midi Through:Midi Through Port-0 14:0', PICKUP, 'Jamstik 29:0');
  expect(await midiInput(async () => ports).devices?.()).toEqual({
    devices: [
      { id: 'TriplePlay:TriplePlay MIDI 1', name: 'TriplePlay:TriplePlay MIDI 1', isDefault: true },
      { id: 'Jamstik', name: 'Jamstik', isDefault: false },
    ],
    reason: null,
    hint: null,
  });
});

/** A file in a folder of its own, which goes with the test. */
function recording(bytes: Uint8Array | string) {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-midi-'));
  undos.push(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'riff.mid');
  writeFileSync(path, bytes);
  return path;
}

describe('a recording', () => {
  const track = [0, 0x90, 64, 100, ...ticks(480), 0x80, 64, 0, ...ticks(480), 0x91, 60, 90, ...END_OF_TRACK];

  test('plays at the pace of the clock, with the times of the file, twice the same', async () => {
    const file = recording(midiFile([track]));
    const runs = [];
    for (const step of [7, 1000]) {
      const { context } = await started({ source: { file }, preset: 'roland-mono' });
      for (let time = 0; time < 3000; time += step) context.clock.advance(step);
      expect(context.lastStatus).toEqual({ state: 'stopped', message: '"riff.mid" is over.' });
      runs.push(context.readings);
    }
    expect(runs[0]).toMatchObject([
      { kind: 'note-on', time: 0, string: 1, fret: 0 },
      { kind: 'note-off', time: 500 },
      { kind: 'note-on', time: 1000, string: 2, fret: 1 },
      { kind: 'note-off', time: 1000 },
    ]);
    expect(runs[1]).toEqual(runs[0]);
  });

  test('with a tempo is a transport too: its beats go before its notes, and it stops at the end', async () => {
    const tempo = [0, 0xff, 0x51, 3, 0x09, 0x27, 0xc0]; // 100 BPM
    const file = recording(midiFile([[...tempo, ...track]]));
    const { context } = await started({ source: { file } });
    context.clock.advance(3000);
    expect(context.readings.slice(0, 2)).toMatchObject([
      { kind: 'transport', time: 0, isPlaying: true, tempo: 100, bar: 1, beat: 1 },
      { kind: 'note-on', time: 0 },
    ]);
    const transport = context.ofKind('transport');
    expect(transport.map(({ time, bar, beat }) => [time, bar, beat])).toEqual([
      [0, 1, 1],
      [600, 1, 2],
      [1200, 1, 3],
      [1200, undefined, undefined],
    ]);
    expect(transport.at(-1)).toMatchObject({ isPlaying: false });
    const deaf = await started({ source: { file }, clock: false });
    deaf.context.clock.advance(3000);
    expect(deaf.context.ofKind('transport')).toEqual([]);
  });

  test.each<[string, Uint8Array | string, string]>([
    ['that was cut off', midiFile([track]).subarray(0, 30), '"riff.mid" was cut off'],
    ['that is none', 'RIFF....WAVE', '"riff.mid" is no MIDI file'],
  ])('%s cannot be played, and says why', async (_, bytes, message) => {
    await expect(started({ source: { file: recording(bytes) } })).rejects.toMatchObject({
      code: 'midi.file',
      message: expect.stringContaining(message),
    });
  });

  test('that is not there says so', async () => {
    await expect(started({ source: { file: '/nowhere/riff.mid' } })).rejects.toMatchObject({
      code: 'midi.file',
      message: '"/nowhere/riff.mid" does not exist.',
    });
  });
});

class FakePage extends EventEmitter {
  readonly closed: number[] = [];
  close(code: number) {
    this.closed.push(code);
    this.emit('close');
  }
  terminate() {}
  say(message: unknown) {
    this.emit('message', Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)));
  }
}

async function page(context: RecordingContext<unknown>, scopes: readonly string[] = ['control']) {
  const page = new FakePage();
  const caller = { address: '127.0.0.1', origin: null, scopes };
  context.sockets.get('web-midi')?.(page as unknown as WebSocket, caller as never);
  return page;
}

describe('a page with Web MIDI', () => {
  test('plays its device, with times of its own clock brought onto ours', async () => {
    const { context } = await started({ source: 'web', preset: 'roland-mono' });
    expect(context.lastStatus).toMatchObject({
      state: 'needs-device',
      hint: expect.stringContaining('dashboard'),
    });
    const tab = await page(context);
    tab.say({ device: 'Jamstik' });
    expect(context.lastStatus).toEqual({ state: 'running', message: 'Listening to Jamstik (web).' });
    context.clock.advance(1000);
    tab.say({ t: 50_000, data: [0x90, 64, 99] });
    context.clock.advance(108);
    tab.say({ t: 50_100, data: [0x80, 64, 0] });
    expect(context.readings.map(({ time }) => time)).toEqual([1000, expect.closeTo(1100, 1)]);
  });

  test('that sees its device go, or closes, ends the notes', async () => {
    const { context } = await started({ source: 'web' });
    const tab = await page(context);
    for (const leave of [() => tab.say({ device: null }), () => tab.close(1001)]) {
      tab.say({ device: 'Jamstik' });
      tab.say({ t: 0, data: [0x90, 64, 99] });
      leave();
      expect(kinds(context).slice(-2)).toEqual(['note-on', 'note-off']);
      expect(context.lastStatus).toMatchObject({ state: 'needs-device' });
    }
  });

  test('gives way to the newest one', async () => {
    const { context } = await started({ source: 'web' });
    const [first, second] = [await page(context), await page(context)];
    first.say({ device: 'TriplePlay' });
    second.say({ device: 'Jamstik' });
    first.say({ t: 0, data: [0x90, 64, 99] });
    expect(first.closed).toEqual([4011]);
    expect(context.readings).toEqual([]);
  });

  test.each(['{', '{}', '{"t":1}', '{"t":1,"data":[256]}', '{"t":null,"data":[1]}', '[]'])(
    'that talks nonsense (%s) is sent away',
    async (nonsense) => {
      const { context } = await started({ source: 'web' });
      const tab = await page(context);
      tab.say(nonsense);
      expect(tab.closed).toEqual([4005]);
      expect(context.failures).toEqual([]);
    },
  );

  test('that may not play is sent away unheard, unless it shows a token that may', async () => {
    const { context } = await started({ source: 'web' });
    const tab = await page(context, ['read']);
    tab.say({ device: 'Jamstik' });
    expect(tab.closed).toEqual([4009]);
    tab.say({ t: 0, data: [0x90, 64, 99] });
    const wrong = await page(context, []);
    wrong.say({ device: 'Jamstik', token: 'wrong' });
    expect(wrong.closed).toEqual([4009]);
    context.admits.set('right', ['control']);
    const right = await page(context, []);
    right.say({ device: 'Jamstik', token: 'right' });
    right.say({ t: 0, data: [0x90, 64, 99] });
    expect(context.ofKind('note-on')).toHaveLength(1);
  });

  test('whose token is taken back is sent away, and one that left before is forgotten', async () => {
    const { context } = await started({ source: 'web' });
    context.admits.set('right', ['control']);
    const [early, late] = [await page(context, []), await page(context, [])];
    early.say({ device: 'Jamstik', token: 'right' });
    early.close(1000);
    expect(getEventListeners(context.revocation.signal, 'abort')).toHaveLength(0);
    late.say({ device: 'Jamstik', token: 'right' });
    context.revocation.abort();
    expect(late.closed).toEqual([4023]);
  });

  test('that plays before it names a device, or names none for five seconds, is sent away', async () => {
    const { context } = await started({ source: 'web' });
    const [hasty, mute] = [await page(context), await page(context)];
    hasty.say({ t: 0, data: [0x90, 64, 99] });
    context.clock.advance(5000);
    expect([hasty.closed, mute.closed]).toEqual([[4006], [4020]]);
    expect(context.readings).toEqual([]);
  });

  test('that floods is sent away', async () => {
    const { context } = await started({ source: 'web' });
    const tab = await page(context);
    tab.say({ device: 'Jamstik' });
    for (let count = 0; count < 5000; count += 1) tab.say({ t: 0, data: [0xfe] });
    expect(tab.closed).toEqual([4022]);
  });

  test('serves where there is no port', async () => {
    const { context } = await started({});
    (await page(context)).say({ device: 'Jamstik' });
    expect(context.lastStatus).toMatchObject({ state: 'running' });
  });
});

test('MIDI clock becomes a transport: tempo, bars and beats, start and stop', async () => {
  const ports = new FakeMidiPorts(PICKUP);
  const { context } = await started({ source: 'port' }, ports);
  context.clock.advance(100);
  ports.play(PICKUP, 0xfa);
  for (let count = 0; count < 24 * 5; count += 1) {
    ports.play(PICKUP, 0xf8);
    context.clock.advance(25);
  }
  ports.play(PICKUP, 0xfc);
  const transport = context.ofKind('transport');
  expect(transport[0]).toEqual({ kind: 'transport', time: 100, isPlaying: true });
  expect(transport.slice(1, 6).map(({ bar, beat }) => [bar, beat])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [1, 4],
    [2, 1],
  ]);
  expect(transport[3]).toMatchObject({ time: 1300, tempo: expect.closeTo(100, 6) });
  expect(transport.at(-1)).toMatchObject({ isPlaying: false });
  expect(context.facts).toMatchObject({ clock_jitter_ms: 0 });
});

test('a bar of MIDI clock has as many beats as the player says', async () => {
  const ports = new FakeMidiPorts(PICKUP);
  const { context } = await started({ source: 'port', beats_in_bar: 3 }, ports);
  context.clock.advance(100);
  ports.play(PICKUP, 0xfa, ...new Array(24 * 3 + 1).fill(0xf8));
  const bars = context.ofKind('transport').map(({ bar, beat }) => [bar, beat]);
  expect(bars.slice(1)).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
  ]);
});

test('a MIDI clock that falls silent has stopped', async () => {
  const ports = new FakeMidiPorts(PICKUP);
  const { context } = await started({ source: 'port' }, ports);
  context.clock.advance(100);
  ports.play(PICKUP, 0xfa, 0xf8);
  context.clock.advance(1100);
  expect(context.ofKind('transport').at(-1)).toMatchObject({ isPlaying: false });
});

test('a song position moves the next beat', async () => {
  const ports = new FakeMidiPorts(PICKUP);
  const { context } = await started({ source: 'port' }, ports);
  context.clock.advance(100);
  ports.play(PICKUP, 0xf2, 20, 0, 0xfb, 0xf8);
  expect(context.ofKind('transport').at(-1)).toMatchObject({ bar: 2, beat: 2 });
});

test('stops twice, at any time, and leaves no timer', async () => {
  const ports = new FakeMidiPorts(PICKUP);
  const { context, plugin } = await started({}, ports);
  plugin.stop();
  plugin.stop();
  expect(context.clock.pending).toBe(0);
  expect(context.sockets.size).toBe(0);
  expect([ports.opened, ports.closed]).toEqual([1, 1]);
  const unstarted = midiInput(async () => ports).create(new RecordingContext(midiConfig.parse({})));
  unstarted.stop();
});

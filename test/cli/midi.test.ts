import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { midiCommand } from '../../src/cli/midi.js';
import { runCli } from '../../src/cli/run-cli.js';
import { DeviceError } from '../../src/core/errors.js';
import { VirtualClock } from '../../src/core/plugin/virtual-clock.js';
import { CaptureFile } from '../../src/plugins/midi/capture-file.js';
import { readStandardMidiFile } from '../../src/plugins/midi/standard-midi-file.js';
import { FakeIo } from '../support/fake-io.js';
import { FakeMidiPorts } from '../support/fake-midi.js';
import { settle } from '../support/surroundings.js';

const PICKUP = 'TriplePlay 28:0';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folder(): string {
  folders.push(mkdtempSync(join(tmpdir(), 'fretcoach-capture-')));
  return folders.at(-1) ?? '';
}

/** Runs the command while `play` plays, then presses Ctrl+C. */
async function run(
  args: readonly string[],
  play: (ports: FakeMidiPorts, clock: VirtualClock) => void,
  cwd = '/nowhere',
) {
  const [ports, clock, io] = [new FakeMidiPorts(PICKUP), new VirtualClock(), new FakeIo(cwd)];
  const done = midiCommand(async () => ports, clock).run(args, io);
  await settle();
  clock.advance(100);
  play(ports, clock);
  io.pressCtrlC();
  return { code: await done, io, clock, ports };
}

test('the monitor prints each message, decoded, with its time', async () => {
  const { code, io, clock, ports } = await run(['monitor', '--port', 'triple'], (port, time) => {
    port.play(PICKUP, 0x91, 60, 90);
    time.advance(1134.5);
    port.play(PICKUP, 0xe1, 0, 0x50);
    port.play(PICKUP, 0xb1, 101, 0);
    port.play(PICKUP, 0xf8);
  });
  expect(code).toBe(0);
  expect(io.errors).toEqual(['Listening to TriplePlay. Ctrl+C ends it.']);
  expect(io.output).toEqual([
    '    0.100 s  91 3c 5a     channel  2  note-on  C4 (60)  velocity 90',
    '    1.234 s  e1 00 50     channel  2  bend  10240  +25.0 % of the range',
    '    1.234 s  b1 65 00     channel  2  control  101 (RPN)  0',
  ]);
  expect(clock.pending).toBe(0);
  expect(ports.closed).toBe(1);
});

test('as JSON, with clocks if wanted', async () => {
  const { io } = await run(['monitor', '--json', '--all'], (port) => port.play(PICKUP, 0xf8));
  expect(io.output.map((line) => JSON.parse(line))).toEqual([
    { t: 100, data: [0xf8], message: { type: 'clock' } },
  ]);
});

test('a recording holds every byte with its time, and can be played back', async () => {
  const cwd = folder();
  const { io } = await run(
    ['record', 'device.mid'],
    (port, time) => {
      port.play(PICKUP, 0x90, 64, 100);
      time.advance(33.35);
      port.play(PICKUP, 0xfe);
      port.play(PICKUP, 0xf0, 0x41, 0x10, 0xf7);
      time.advance(400_000);
      port.play(PICKUP, 0xc3, 5);
    },
    cwd,
  );
  expect(io.output).toEqual(['Wrote 4 messages to device.mid. Play it with: fretcoach replay device.mid']);
  const { events } = readStandardMidiFile(readFileSync(join(cwd, 'device.mid')), 'device.mid');
  expect(events.map(({ time, bytes }) => [time, ...bytes])).toEqual([
    [0, 0x90, 64, 100],
    [expect.closeTo(33.35, 6), 0xfe],
    [expect.closeTo(33.35, 6), 0xf0, 0x41, 0x10, 0xf7],
    [expect.closeTo(400_033.35, 6), 0xc3, 5],
  ]);
});

test('a recording of nothing leaves no file, and one that is there is not written over', async () => {
  const cwd = folder();
  const { code, io } = await run(['record', 'silence.mid'], () => {}, cwd);
  expect(code).toBe(1);
  expect(io.errors.at(-1)).toBe('Nothing arrived, so no file was written.');
  expect(readdirSync(cwd)).toEqual([]);
  writeFileSync(join(cwd, 'riff.mid'), 'precious');
  await expect(run(['record', 'riff.mid'], () => {}, cwd)).rejects.toThrow(/already/);
  await expect(run(['record', 'nowhere/riff.mid'], () => {}, cwd)).rejects.toThrow(/no folder/);
});

test('without MIDI the monitor says what is missing, and that it waits', async () => {
  const noMidi = () =>
    Promise.reject(new DeviceError('missing', 'This computer has no MIDI.', 'Install ALSA.'));
  const io = new FakeIo('/nowhere');
  const done = midiCommand(noMidi, new VirtualClock()).run(['monitor'], io);
  await io.says(/no MIDI/);
  expect(io.errors).toEqual(['This computer has no MIDI.\nInstall ALSA.\nWaiting for it. Ctrl+C ends it.']);
  io.pressCtrlC();
  expect(await done).toBe(0);
});

test('a computer without MIDI records nothing, and says what it lacks at once', async () => {
  const noMidi = () =>
    Promise.reject(new DeviceError('missing', 'This computer has no MIDI.', 'Install ALSA.'));
  const io = new FakeIo(folder());
  const entry = {
    name: 'midi',
    summary: '',
    load: async () => midiCommand(noMidi, new VirtualClock()),
  };
  expect(await runCli(['midi', 'record', 'riff.mid'], [entry], io)).toBe(EXIT.failed);
  expect(io.errors).toEqual(['This computer has no MIDI.', 'Install ALSA.']);
});

test('a recording is whole after every message, whatever happens next', () => {
  const path = join(folder(), 'crash.mid');
  const capture = new CaptureFile(path);
  for (let count = 0; count <= 5; count += 1) {
    expect(readStandardMidiFile(readFileSync(path), 'crash.mid').events).toHaveLength(count);
    capture.write([0x90, 60, count], count * 10);
  }
  capture.close();
});

test.each([[[]], [['monitor', 'extra']], [['record']], [['record', 'a.txt']], [['play', 'a.mid']]])(
  'midi %j is no command, and says what is',
  async (args) => {
    const command = midiCommand(async () => new FakeMidiPorts(), new VirtualClock());
    await expect(command.run(args, new FakeIo('/nowhere'))).rejects.toThrow(/midi record FILE\.mid|\.mid/);
  },
);

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../core/errors.js';
import type { Clock } from '../core/plugin/clock.js';
import { SystemClock } from '../core/system/system-clock.js';
import { CaptureFile } from '../plugins/midi/capture-file.js';
import { describeMessage } from '../plugins/midi/describe-message.js';
import { MidiParser } from '../plugins/midi/midi-parser.js';
import type { LoadMidiPorts } from '../plugins/midi/midi-ports.js';
import type { MidiSink } from '../plugins/midi/midi-source.js';
import { loadNativePorts } from '../plugins/midi/sources/native-ports.js';
import { PortSource } from '../plugins/midi/sources/port-source.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT, type Io, UsageError } from './command.js';
import { untilInterrupted } from './with-bridge.js';

const options = {
  port: { value: 'NAME', help: 'The device, or a part of its name; the first one when left out' },
  all: { help: 'Also show MIDI clock and active sensing' },
  json: { help: 'Print JSON lines: {"t": milliseconds, "data": bytes, "message": …}' },
} as const;

/** `fretcoach midi`, over the given ports and clock. */
export function midiCommand(loadPorts: LoadMidiPorts, clock: Clock): Command {
  return {
    name: 'midi',
    summary: 'Show what a MIDI device sends, or record it',
    operands: 'monitor | record FILE.mid',
    options,
    details: [
      'monitor prints each message, decoded, until Ctrl+C.',
      'record writes everything with its times into FILE.mid, which `fretcoach replay` plays back.',
      'The exit code is 1 when nothing arrived, or when this computer has no MIDI to record from.',
    ],
    run: async (args, io) => {
      const { values, operands } = readArguments(args, options, { atMost: 2 });
      const [verb, file] = operands;
      const begin = clock.now();
      if (verb === 'monitor' && file === undefined) {
        const print = printer(io, values.json === true, values.all === true);
        await listen(portSource(loadPorts, values.port, clock), print, begin, io);
        return EXIT.ok;
      }
      if (verb !== 'record' || file === undefined)
        throw new UsageError('Say "midi monitor" or "midi record FILE.mid".');
      if (!/\.midi?$/i.test(file))
        throw new UsageError(`"${file}" should end in .mid, so that replay knows it.`);
      await loadPorts(); // Where there is no MIDI, nothing will ever arrive.
      return record(file, portSource(loadPorts, values.port, clock), begin, io);
    },
  };
}

export const midi = midiCommand(loadNativePorts, new SystemClock());

type Receive = (bytes: readonly number[], time: number) => void;

function portSource(loadPorts: LoadMidiPorts, port: string | undefined, clock: Clock): PortSource {
  return new PortSource(loadPorts, port ?? null, clock);
}

/** The file begins with the first message: a device that is silent leaves none behind. */
async function record(file: string, source: PortSource, begin: number, io: Io): Promise<number> {
  const path = newFile(file, io.cwd);
  let capture: CaptureFile | null = null;
  let count = 0;
  const keep: Receive = (bytes, time) => {
    capture ??= new CaptureFile(path);
    capture.write(bytes, time);
    count += 1;
    io.progress(`${count} messages …`);
  };
  try {
    await listen(source, keep, begin, io);
  } finally {
    (capture as CaptureFile | null)?.close();
  }
  if (count === 0) {
    io.err('Nothing arrived, so no file was written.');
    return EXIT.failed;
  }
  io.out(`Wrote ${count} messages to ${file}. Play it with: fretcoach replay ${file}`);
  return EXIT.ok;
}

/** @throws UsageError before anything is played that could not be kept. */
function newFile(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  if (existsSync(path)) throw new UsageError(`${file} is there already: choose another name.`);
  if (!existsSync(dirname(path))) throw new UsageError(`There is no folder ${dirname(path)} to record into.`);
  return path;
}

/** Until Ctrl+C. */
async function listen(source: PortSource, receive: Receive, begin: number, io: Io): Promise<void> {
  const sink: MidiSink = {
    open: (_, device) => io.err(`Listening to ${device}. Ctrl+C ends it.`),
    write: (bytes, time) => receive([...bytes], time - begin),
    follow: () => {},
    wait: (message, hint) => io.err(`${message}\n${hint}\nWaiting for it. Ctrl+C ends it.`),
    end: (message) => io.err(message),
    fail: (error) => io.err(messageOf(error)),
  };
  await source.start(sink);
  try {
    await untilInterrupted(io);
  } finally {
    source.stop();
  }
}

const HIDDEN: ReadonlySet<string> = new Set(['clock', 'active-sensing']);

function printer(io: Io, isJson: boolean, showsAll: boolean): Receive {
  let now = 0;
  let data: readonly number[] = [];
  const parser = new MidiParser((message) => {
    if (!showsAll && HIDDEN.has(message.type)) return;
    if (isJson) io.out(JSON.stringify({ t: Number(now.toFixed(2)), data, message }));
    else
      io.out(
        `${(now / 1000).toFixed(3).padStart(9)} s  ${hex(data).padEnd(11)}  ${describeMessage(message)}`,
      );
  });
  return (bytes, time) => {
    now = time;
    data = bytes;
    parser.write(bytes);
  };
}

function hex(bytes: readonly number[]): string {
  const shown = bytes.slice(0, 16).map((byte) => byte.toString(16).padStart(2, '0'));
  return bytes.length > 16 ? `${shown.join(' ')} …` : shown.join(' ');
}

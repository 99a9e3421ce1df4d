import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Clock, PluginError, type Undo } from '../../../core/plugin/index.js';
import type { MidiSink, MidiSource } from '../midi-source.js';
import { readStandardMidiFile, type TimedBytes } from '../standard-midi-file.js';

const LONGEST_FILE = 64 * 1024 * 1024;

/**
 * Plays a Standard MIDI File at the pace of the clock. With a clock that jumps from alarm to alarm it is heard as fast
 * as the computer can, and twice the same way.
 */
export class FileSource implements MidiSource {
  private undo: Undo = () => {};
  private isStopped = false;

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
  ) {}

  async start(sink: MidiSink): Promise<void> {
    const name = basename(this.path);
    const events = readStandardMidiFile(await readWhole(this.path), name);
    if (this.isStopped) return;
    sink.open('file', name);
    this.playFrom(0, events, this.clock.now(), sink);
  }

  stop(): void {
    this.isStopped = true;
    this.undo();
  }

  /** Plays what is due, then waits for the next event. */
  private playFrom(first: number, events: readonly TimedBytes[], startsAt: number, sink: MidiSink): void {
    let index = first;
    for (let event = events[index]; event; event = events[++index]) {
      const time = startsAt + event.time;
      const wait = time - this.clock.now();
      if (wait > 0) {
        this.undo = this.clock.after(wait, () => this.playFrom(index, events, startsAt, sink));
        return;
      }
      sink.write(event.bytes, time);
      if (this.isStopped) return;
    }
    sink.end(`"${basename(this.path)}" is over.`);
  }
}

async function readWhole(path: string): Promise<Uint8Array> {
  const hint = 'Check the path in the configuration.';
  try {
    const bytes = await readFile(path);
    if (bytes.length <= LONGEST_FILE) return bytes;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new PluginError('midi.file', `"${path}" ${why}.`, hint, { cause });
  }
  throw new PluginError('midi.file', `"${path}" is larger than 64 MB: that is no song.`, hint);
}

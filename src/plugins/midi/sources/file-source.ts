import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Clock, PluginError, type Undo } from '../../../core/plugin/index.js';
import type { MidiSink, MidiSource } from '../midi-source.js';
import { readStandardMidiFile, type TimedBytes, type TimedPlace } from '../standard-midi-file.js';

const LONGEST_FILE = 64 * 1024 * 1024;

type Step = TimedBytes | TimedPlace;

/**
 * Plays a Standard MIDI File at the pace of the clock, and tells the beats of its tempo map. With a clock that jumps from alarm to alarm it is heard as fast
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
    const { events, places } = readStandardMidiFile(await readWhole(this.path), name);
    if (this.isStopped) return;
    const beganAt = this.clock.now();
    sink.open('file', name, beganAt);
    this.playFrom(0, inTime(places, events), beganAt, sink);
  }

  stop(): void {
    this.isStopped = true;
    this.undo();
  }

  /** Plays what is due, then waits for the next event. */
  private playFrom(first: number, steps: readonly Step[], startsAt: number, sink: MidiSink): void {
    let index = first;
    for (let step = steps[index]; step; step = steps[++index]) {
      const time = startsAt + step.time;
      const wait = time - this.clock.now();
      if (wait > 0) {
        this.undo = this.clock.after(wait, () => this.playFrom(index, steps, startsAt, sink));
        return;
      }
      if ('bytes' in step) sink.write(step.bytes, time);
      else sink.follow({ ...step, time, isPlaying: true });
      if (this.isStopped) return;
    }
    if (steps.some((step) => 'tempo' in step)) sink.follow({ time: this.clock.now(), isPlaying: false });
    sink.end(`"${basename(this.path)}" is over.`);
  }
}

/** A beat goes before the notes on it. */
function inTime(places: readonly TimedPlace[], events: readonly TimedBytes[]): readonly Step[] {
  return [...places, ...events].sort((a, b) => a.time - b.time);
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

import { basename } from 'node:path';
import type { Clock, Milliseconds, Undo } from '../../../core/plugin/index.js';
import type { AudioSink, AudioSource } from '../audio-source.js';
import { WavFile } from '../wav-file.js';

/** A block, as a sound card would deliver it. */
const TICK: Milliseconds = 10;

/**
 * Plays a WAV recording at the pace of the clock. With a clock that jumps from alarm to alarm it is heard as fast as
 * the computer can, and twice the same way: the first sample sounds at the start, each next one a period later.
 */
export class FileSource implements AudioSource {
  private file: WavFile | null = null;
  private stopTicking: Undo = () => {};

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
  ) {}

  start(sink: AudioSink): void {
    const file = WavFile.open(this.path);
    this.file = file;
    const startsAt = this.clock.now();
    const device = basename(this.path);
    const { sampleRate, channels } = file;
    sink.open({ source: 'file', device, sampleRate, channels, latency: 0, isLive: false, startsAt });
    let written = 0;
    this.stopTicking = this.clock.every(TICK, () => {
      const due = Math.floor(((this.clock.now() - startsAt) * sampleRate) / 1000);
      const samples = file.read(due - written);
      written += samples.length / channels;
      if (samples.length > 0) sink.write(samples);
      if (written >= file.frames) this.finish(sink, file);
    });
  }

  stop(): void {
    this.stopTicking();
    this.file?.close();
  }

  private finish(sink: AudioSink, file: WavFile): void {
    this.stop();
    const name = `"${basename(this.path)}"`;
    const missing = file.missingFrames / file.sampleRate;
    const hint = `${name} was cut off: its last ${missing.toFixed(1)} s are missing. Copy or record it again.`;
    sink.end(`${name} is over.`, missing > 0 ? hint : undefined);
  }
}

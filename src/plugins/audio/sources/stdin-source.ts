import type { Readable } from 'node:stream';
import type { AudioSink, AudioSource } from '../audio-source.js';
import { PcmDecoder } from '../pcm.js';

export interface StdinFormat {
  readonly format: 'f32le' | 's16le';
  readonly sampleRate: number;
  readonly channels: number;
}

/** Raw samples from another program through a pipe, at the pace at which they come. */
export class StdinSource implements AudioSource {
  private stopReading = () => {};

  constructor(
    private readonly layout: StdinFormat,
    private readonly input: Readable = process.stdin,
  ) {}

  start(sink: AudioSink): void {
    const { format, sampleRate, channels } = this.layout;
    const decoder = new PcmDecoder(format, channels);
    const onData = (chunk: Uint8Array) => sink.write(decoder.decode(chunk));
    const onEnd = () => sink.end('The pipe was closed.');
    const onError = (error: unknown) => sink.fail(error);
    sink.open({
      source: 'stdin',
      device: 'pipe',
      sampleRate,
      channels,
      latency: 0,
      isLive: false,
      startsAt: null,
    });
    this.input.on('data', onData).once('end', onEnd).once('error', onError);
    this.stopReading = () => {
      this.input.off('data', onData).off('end', onEnd).off('error', onError);
      this.input.pause();
    };
  }

  stop(): void {
    this.stopReading();
  }
}

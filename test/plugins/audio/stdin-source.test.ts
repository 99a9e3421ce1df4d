import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { AudioFormat } from '../../../src/plugins/audio/audio-source.js';
import { StdinSource } from '../../../src/plugins/audio/sources/stdin-source.js';

class Listener {
  readonly samples: number[] = [];
  format: AudioFormat | null = null;
  ended: string | null = null;
  readonly failures: unknown[] = [];

  open(format: AudioFormat): void {
    this.format = format;
  }

  write(samples: Float32Array): void {
    this.samples.push(...samples);
  }

  wait(): void {}

  end(message: string): void {
    this.ended = message;
  }

  fail(error: unknown): void {
    this.failures.push(error);
  }
}

test.each([
  ['f32le', [0.5, -0.25, 1, 0], Buffer.from(Float32Array.of(0.5, -0.25, 1, 0).buffer)],
  ['s16le', [0.5, -1, 0.25, 0], Buffer.from(Int16Array.of(16_384, -32_768, 8_192, 0).buffer)],
] as const)('%s through a pipe that cuts anywhere', async (format, expected, bytes) => {
  const pipe = new PassThrough();
  const listener = new Listener();
  const source = new StdinSource({ format, sampleRate: 44_100, channels: 2 }, pipe);
  source.start(listener);
  for (const byte of bytes) pipe.write(Buffer.of(byte));
  pipe.end();
  await new Promise((resolve) => pipe.once('end', resolve));
  expect(listener.samples).toEqual(expected);
  expect(listener.format).toMatchObject({ source: 'stdin', sampleRate: 44_100, channels: 2, startsAt: null });
  expect(listener.ended).toBe('The pipe was closed.');
  source.stop();
});

test('after stop nothing is written', async () => {
  const pipe = new PassThrough();
  const listener = new Listener();
  const source = new StdinSource({ format: 'f32le', sampleRate: 48_000, channels: 1 }, pipe);
  source.start(listener);
  source.stop();
  pipe.end(Buffer.alloc(64));
  expect(listener.samples).toEqual([]);
  expect(listener.ended).toBeNull();
});

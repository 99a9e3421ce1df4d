import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frequencyFromNoteNumber } from '../../src/core/music/index.js';
import { addPluck, type Pluck } from '../../src/plugins/audio/plucked-string.js';

const SAMPLE_RATE = 44_100;

/** One note of a phrase; `at` and `duration` in seconds. */
export interface PhraseNote extends Omit<Pluck, 'frequency'> {
  readonly at: number;
  /** A float: 57.1 is ten cents sharp. */
  readonly note: number;
}

/** Mono samples of a guitar that plays `notes`, with half a second of silence at the end. */
export function playPhrase(notes: readonly PhraseNote[], sampleRate = SAMPLE_RATE): Float32Array {
  const end = Math.max(...notes.map(({ at, duration }) => at + duration));
  const samples = new Float32Array(Math.ceil((end + 0.5) * sampleRate));
  for (const { at, note, ...pluck } of notes) {
    const frequency = frequencyFromNoteNumber(note);
    addPluck(samples, sampleRate, Math.round(at * sampleRate), { ...pluck, frequency });
  }
  return samples;
}

/** Notes one after the other, `seconds` apart, each held for 85 % of that; the first one sounds after 0.3 s. */
export function evenly(notes: readonly number[], seconds = 0.5): readonly PhraseNote[] {
  return notes.map((note, index) => ({ at: 0.3 + index * seconds, note, duration: 0.85 * seconds }));
}

export type WavFormat = 's16' | 's24' | 's32' | 'f32';

const WRITERS: Readonly<
  Record<WavFormat, readonly [bytes: number, write: (to: Buffer, at: number, value: number) => void]>
> = {
  s16: [2, (to, at, value) => to.writeInt16LE(Math.round(clamped(value) * 0x7fff), at)],
  s24: [3, (to, at, value) => to.writeIntLE(Math.round(clamped(value) * 0x7fffff), at, 3)],
  s32: [4, (to, at, value) => to.writeInt32LE(Math.round(clamped(value) * 0x7fffffff), at)],
  f32: [4, (to, at, value) => to.writeFloatLE(value, at)],
};

/** The bytes of a WAV recording; one array of samples a channel. */
export function wavBytes(
  channels: readonly Float32Array[],
  sampleRate = SAMPLE_RATE,
  format: WavFormat = 's16',
): Buffer {
  const [bytes, write] = WRITERS[format];
  const frames = channels[0]?.length ?? 0;
  const data = Buffer.alloc(frames * channels.length * bytes);
  channels.forEach((samples, channel) => {
    samples.forEach((sample, frame) => {
      write(data, (frame * channels.length + channel) * bytes, sample);
    });
  });
  return Buffer.concat([
    wavHeader(channels.length, sampleRate, bytes, format === 'f32' ? 3 : 1, data.length),
    data,
  ]);
}

/** Writes a mono recording into a fresh folder of its own and returns its path. */
export function writeRecording(
  samples: Float32Array,
  sampleRate = SAMPLE_RATE,
  format: WavFormat = 's16',
): string {
  const path = join(mkdtempSync(join(tmpdir(), 'fretcoach-')), 'guitar.wav');
  writeFileSync(path, wavBytes([samples], sampleRate, format));
  return path;
}

function wavHeader(
  channels: number,
  sampleRate: number,
  bytes: number,
  tag: number,
  dataLength: number,
): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataLength, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(tag, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * bytes, 28);
  header.writeUInt16LE(channels * bytes, 32);
  header.writeUInt16LE(8 * bytes, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataLength, 40);
  return header;
}

function clamped(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

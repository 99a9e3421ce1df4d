import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WavFile } from '../../../src/plugins/audio/wav-file.js';
import { type WavFormat, wavBytes } from '../../support/plucked-string.js';

const folder = mkdtempSync(join(tmpdir(), 'fretcoach-wav-'));
const TONE = Float32Array.from({ length: 100 }, (_, index) => 0.8 * Math.sin(index / 5));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function samplesOf(path: string): number[] {
  const file = WavFile.open(path);
  const samples = [...file.read(10), ...file.read(1_000_000), ...file.read(10)];
  file.close();
  file.close();
  return samples;
}

test.each<[WavFormat, number]>([
  ['s16', 2 ** -14],
  ['s24', 2 ** -23],
  ['s32', 2 ** -24],
  ['f32', 0],
])('%s samples come out as they went in', (format, tolerance) => {
  const samples = samplesOf(written(`${format}.wav`, wavBytes([TONE], 48_000, format)));
  expect(samples).toHaveLength(TONE.length);
  samples.forEach((sample, index) => {
    expect(Math.abs(sample - (TONE[index] ?? 0))).toBeLessThanOrEqual(1.01 * tolerance);
  });
});

test('two channels stay interleaved, and the header is told', () => {
  const file = WavFile.open(written('stereo.wav', wavBytes([TONE, TONE.map((x) => -x)], 96_000, 'f32')));
  expect(file).toMatchObject({ sampleRate: 96_000, channels: 2, frames: 100, missingFrames: 0 });
  const [left = 0, right = 0] = file.read(100).subarray(20);
  expect(left).toBeCloseTo(-right, 6);
  file.close();
});

test('an extensible header and chunks before the sound are understood', () => {
  const plain = wavBytes([TONE], 44_100, 's24');
  const format = Buffer.alloc(8 + 40);
  format.write('fmt ', 0, 'latin1');
  format.writeUInt32LE(40, 4);
  plain.copy(format, 8, 20, 36);
  format.writeUInt16LE(0xfffe, 8);
  format.writeUInt16LE(1, 8 + 24);
  const list = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1');
  const path = written(
    'extensible.wav',
    Buffer.concat([plain.subarray(0, 12), list, format, plain.subarray(36)]),
  );
  expect(samplesOf(path)).toEqual(samplesOf(written('plain.wav', plain)));
});

test('a recorder that never wrote the length is read to the end', () => {
  const bytes = wavBytes([TONE]);
  bytes.writeUInt32LE(0xffffffff, 40);
  expect(samplesOf(written('endless.wav', bytes))).toHaveLength(100);
});

test('a recording that was cut off keeps what it has and says what is missing', () => {
  const file = WavFile.open(written('cut.wav', wavBytes([TONE]).subarray(0, 44 + 121)));
  expect(file).toMatchObject({ frames: 60, missingFrames: 40 });
  expect(file.read(1000)).toHaveLength(60);
  file.close();
});

function patched(change: (bytes: Buffer) => void): Buffer {
  const bytes = wavBytes([TONE]);
  change(bytes);
  return bytes;
}

describe('what cannot be played is refused with the reason', () => {
  test.each<[string, Uint8Array, string]>([
    ['empty.wav', Buffer.alloc(0), 'is no WAV recording'],
    ['song.mp3', Buffer.from('ID3\x04 and so on, for quite a while'), 'is no WAV recording'],
    ['header.wav', wavBytes([TONE]).subarray(0, 30), 'has a damaged header'],
    ['no-sound.wav', wavBytes([TONE]).subarray(0, 36), 'ends before its sound begins'],
    ['tail.wav', wavBytes([TONE]).subarray(0, 44), 'holds no sound'],
    ['adpcm.wav', patched((bytes) => bytes.writeUInt16LE(2, 20)), 'is coded as ADPCM with 16 bit'],
    ['odd.wav', patched((bytes) => bytes.writeUInt16LE(12, 34)), 'is coded as format 1 with 12 bit'],
    ['slow.wav', patched((bytes) => bytes.writeUInt32LE(100, 24)), 'has 100 samples a second'],
    ['nobody.wav', patched((bytes) => bytes.writeUInt16LE(0, 22)), 'claims 0 channels'],
  ])('%s', (name, bytes, reason) => {
    const path = written(name, bytes);
    expect(() => WavFile.open(path)).toThrow(`"${path}" ${reason}`);
    expect(() => WavFile.open(path)).toThrow(
      expect.objectContaining({ code: 'audio.file', hint: expect.any(String) }),
    );
  });

  test('a folder', () => {
    expect(() => WavFile.open(folder)).toThrow('is a folder');
  });
});

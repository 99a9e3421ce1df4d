import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PluginError } from '../../core/plugin/index.js';
import { bytesPerSample, type SampleFormat, samplesFromBytes } from './pcm.js';

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** Recorders that never learn the length write one of these. */
const UNKNOWN_LENGTHS: ReadonlySet<number> = new Set([0, 0xffffffff, 0x7fffffff]);
const LOWEST_RATE = 8_000;
const HIGHEST_RATE = 384_000;
const MOST_CHANNELS = 64;

const SAMPLE_FORMATS: Readonly<Record<string, SampleFormat>> = {
  [`${PCM}:8`]: 'u8',
  [`${PCM}:16`]: 's16le',
  [`${PCM}:24`]: 's24le',
  [`${PCM}:32`]: 's32le',
  [`${IEEE_FLOAT}:32`]: 'f32le',
  [`${IEEE_FLOAT}:64`]: 'f64le',
};

const CODEC_NAMES: Readonly<Record<number, string>> = {
  2: 'ADPCM',
  6: 'A-law',
  7: 'mu-law',
  17: 'IMA ADPCM',
  85: 'MP3',
};

interface Chunk {
  readonly id: string;
  /** As written in the file. */
  readonly size: number;
  readonly start: number;
}

interface Layout {
  readonly sampleRate: number;
  readonly channels: number;
  readonly format: SampleFormat;
}

/** A WAV recording, read piece by piece so that its length costs no memory. */
export class WavFile {
  readonly sampleRate: number;
  readonly channels: number;
  /** As many as the file holds: fewer when it is cut off while it plays. */
  frames: number;
  /** Frames that the header promises but the file does not hold. */
  missingFrames: number;
  private readonly format: SampleFormat;
  private readonly frameBytes: number;
  private readonly dataStart: number;
  private position = 0;
  private isOpen = true;

  private constructor(
    private readonly descriptor: number,
    layout: Layout,
    data: Chunk,
    fileSize: number,
  ) {
    this.sampleRate = layout.sampleRate;
    this.channels = layout.channels;
    this.format = layout.format;
    this.frameBytes = bytesPerSample(layout.format) * layout.channels;
    this.dataStart = data.start;
    const held = fileSize - data.start;
    const promised = UNKNOWN_LENGTHS.has(data.size) ? held : data.size;
    this.frames = Math.floor(Math.min(held, promised) / this.frameBytes);
    this.missingFrames = Math.floor(promised / this.frameBytes) - this.frames;
  }

  /** @throws PluginError `audio.file` saying what is wrong with the file. */
  static open(path: string): WavFile {
    const descriptor = openFile(path);
    try {
      const fileSize = fstatSync(descriptor).size;
      const { layout, data } = readHeader(descriptor, fileSize);
      const file = new WavFile(descriptor, layout, data, fileSize);
      if (file.frames === 0) throw fault('holds no sound', 'Record it again.');
      return file;
    } catch (cause) {
      closeSync(descriptor);
      throw explained(path, cause);
    }
  }

  /** Up to `count` frames from where the last call ended, interleaved; empty at the end. */
  read(count: number): Float32Array {
    const frames = Math.max(0, Math.min(count, this.frames - this.position));
    const bytes = Buffer.allocUnsafe(frames * this.frameBytes);
    const got = readSync(
      this.descriptor,
      bytes,
      0,
      bytes.length,
      this.dataStart + this.position * this.frameBytes,
    );
    const held = Math.floor(got / this.frameBytes);
    this.position += held;
    if (held < frames) this.endHere();
    return samplesFromBytes(bytes.subarray(0, held * this.frameBytes), this.format);
  }

  private endHere(): void {
    this.missingFrames += this.frames - this.position;
    this.frames = this.position;
  }

  close(): void {
    if (this.isOpen) closeSync(this.descriptor);
    this.isOpen = false;
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw explained(path, cause);
  }
}

function readHeader(descriptor: number, fileSize: number): { layout: Layout; data: Chunk } {
  const riff = bytesAt(descriptor, 0, 12);
  if (riff.toString('latin1', 0, 4) !== 'RIFF' || riff.toString('latin1', 8, 12) !== 'WAVE') {
    throw fault('is no WAV recording', 'Export it as WAV, 16, 24 or 32 bit.');
  }
  let layout: Layout | null = null;
  for (const chunk of chunksOf(descriptor, fileSize)) {
    if (chunk.id === 'fmt ') layout = layoutFrom(bytesAt(descriptor, chunk.start, Math.min(chunk.size, 40)));
    else if (chunk.id === 'data' && layout) return { layout, data: chunk };
  }
  throw fault('ends before its sound begins', 'It was cut off; copy or record it again.');
}

function* chunksOf(descriptor: number, fileSize: number): Generator<Chunk> {
  for (let at = 12; at + 8 <= fileSize; ) {
    const head = bytesAt(descriptor, at, 8);
    const chunk = { id: head.toString('latin1', 0, 4), size: head.readUInt32LE(4), start: at + 8 };
    yield chunk;
    at = chunk.start + chunk.size + (chunk.size % 2); // Chunks begin at even places.
  }
}

function layoutFrom(header: Buffer): Layout {
  if (header.length < 16) throw fault('has a damaged header', 'Copy or record it again.');
  const tag = header.readUInt16LE(0);
  // The real tag of an extensible header is the beginning of its GUID.
  const codec = tag === EXTENSIBLE && header.length >= 26 ? header.readUInt16LE(24) : tag;
  const channels = header.readUInt16LE(2);
  const sampleRate = header.readUInt32LE(4);
  const bits = header.readUInt16LE(14);
  const format = SAMPLE_FORMATS[`${codec}:${bits}`];
  if (!format) {
    const name = CODEC_NAMES[codec] ?? `format ${codec}`;
    throw fault(`is coded as ${name} with ${bits} bit`, 'Export it as WAV, 16, 24 or 32 bit.');
  }
  if (channels < 1 || channels > MOST_CHANNELS)
    throw fault(`claims ${channels} channels`, 'Export it again.');
  if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
    throw fault(`has ${sampleRate} samples a second`, 'Export it with 44100 or 48000.');
  }
  return { sampleRate, channels, format };
}

function bytesAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
}

class Fault extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

const fault = (message: string, hint: string) => new Fault(message, hint);

function explained(path: string, cause: unknown): PluginError {
  if (cause instanceof Fault) return new PluginError('audio.file', `"${path}" ${cause.message}.`, cause.hint);
  const code = (cause as NodeJS.ErrnoException).code;
  const what =
    code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
  return new PluginError('audio.file', `"${path}" ${what}.`, 'Check the path of the recording.', { cause });
}

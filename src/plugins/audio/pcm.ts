/** How one sample is written; all but `f32be` (from AU streams) are little-endian. */
export type SampleFormat = 'u8' | 's16le' | 's24le' | 's32le' | 'f32le' | 'f64le' | 'f32be';

type ReadSample = (bytes: DataView, at: number) => number;

const FORMATS: Readonly<Record<SampleFormat, { readonly bytes: number; readonly read: ReadSample }>> = {
  u8: { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 2 ** 7 },
  s16le: { bytes: 2, read: (view, at) => view.getInt16(at, true) / 2 ** 15 },
  s24le: {
    bytes: 3,
    read: (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  },
  s32le: { bytes: 4, read: (view, at) => view.getInt32(at, true) / 2 ** 31 },
  f32le: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  f64le: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  f32be: { bytes: 4, read: (view, at) => view.getFloat32(at, false) },
};

export function bytesPerSample(format: SampleFormat): number {
  return FORMATS[format].bytes;
}

/** Whole samples only: the length of `bytes` must be a multiple of the sample's size. */
export function samplesFromBytes(bytes: Uint8Array, format: SampleFormat): Float32Array {
  const { bytes: size, read } = FORMATS[format];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(bytes.byteLength / size);
  for (let index = 0; index < samples.length; index++) samples[index] = read(view, index * size);
  return samples;
}

/** Makes whole frames of a stream of bytes that is cut anywhere. */
export class PcmDecoder {
  private rest: Uint8Array = new Uint8Array(0);
  private readonly frameBytes: number;

  constructor(
    private readonly format: SampleFormat,
    channels: number,
  ) {
    this.frameBytes = bytesPerSample(format) * channels;
  }

  /** Interleaved samples of all frames that are complete by now. */
  decode(chunk: Uint8Array): Float32Array {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const whole = bytes.length - (bytes.length % this.frameBytes);
    this.rest = bytes.slice(whole);
    return samplesFromBytes(bytes.subarray(0, whole), this.format);
  }
}

/** For short ASCII, a loop is faster than a decoder. */
const LONGEST_LOOP = 48;

/** Reads big-endian values from a slice of bytes; every read says `null` past the end instead of throwing. */
export class ByteReader {
  constructor(
    private readonly bytes: Uint8Array,
    public offset: number,
    readonly end: number,
    private readonly view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  ) {}

  /** The same bytes, from another place to another end. */
  between(offset: number, end: number): ByteReader {
    return new ByteReader(this.bytes, offset, end, this.view);
  }

  get left(): number {
    return this.end - this.offset;
  }

  int32(): number | null {
    return this.number(4, (at) => this.view.getInt32(at));
  }

  uint32(): number | null {
    return this.number(4, (at) => this.view.getUint32(at));
  }

  float32(): number | null {
    return this.number(4, (at) => this.view.getFloat32(at));
  }

  float64(): number | null {
    return this.number(8, (at) => this.view.getFloat64(at));
  }

  /** Beyond 2^53 the nearest double stands for it. */
  int64(): number | null {
    return this.number(8, (at) => Number(this.view.getBigInt64(at)));
  }

  /** A copy, so that nothing keeps the datagram alive; `null` when fewer bytes are left. */
  take(length: number): Uint8Array | null {
    if (length < 0 || this.left < length) return null;
    this.offset += length;
    return this.bytes.slice(this.offset - length, this.offset);
  }

  /** A NUL-terminated string, padded to four bytes; a missing end or missing padding at the very end is forgiven. */
  string(): string {
    const start = this.offset;
    const nul = this.bytes.indexOf(0, start);
    const stop = nul < 0 || nul > this.end ? this.end : nul;
    this.offset = Math.min(this.end, start + paddedLength(stop - start + 1));
    return decodeText(this.bytes, start, stop);
  }

  private number(size: number, read: (at: number) => number): number | null {
    if (this.left < size) return null;
    this.offset += size;
    return read(this.offset - size);
  }
}

export function paddedLength(length: number): number {
  return (length + 3) & ~3;
}

function decodeText(bytes: Uint8Array, start: number, stop: number): string {
  if (stop - start > LONGEST_LOOP) return decodeUtf8(bytes, start, stop);
  let text = '';
  for (let at = start; at < stop; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return decodeUtf8(bytes, start, stop);
    text += String.fromCharCode(byte);
  }
  return text;
}

// Invalid UTF-8 becomes U+FFFD: a name with an umlaut in Latin-1 should not cost the message.
function decodeUtf8(bytes: Uint8Array, start: number, stop: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString('utf8');
}

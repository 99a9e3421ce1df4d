/** How packets are told apart in a stream: OSC 1.0 puts their length in front, OSC 1.1 wraps them in SLIP. */
export type Framing = 'length' | 'slip';

/** Longer packets end the connection. */
export const MAX_FRAME = 65_536;

const END = 0xc0;
const ESC = 0xdb;
const ESC_END = 0xdc;
const ESC_ESC = 0xdd;
const LENGTH_BYTES = 4;

/** The stream makes no sense, or a packet is too long: nothing after it can be found. */
export class FramingError extends Error {}

/** Finds packets in a stream, however it is cut. The first byte tells the framing: SLIP begins with 0xC0. */
export class FrameReader {
  private readonly pending: Uint8Array = new Uint8Array(MAX_FRAME + LENGTH_BYTES);
  private filled = 0;
  private isEscaped = false;
  private framing: Framing | null = null;

  /** @throws FramingError. */
  read(chunk: Uint8Array): Uint8Array[] {
    const [first] = chunk;
    if (first === undefined) return [];
    this.framing ??= first === END ? 'slip' : 'length';
    return this.framing === 'slip' ? this.readSlip(chunk) : this.readLengths(chunk);
  }

  private readSlip(chunk: Uint8Array): Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (const byte of chunk) {
      if (byte === END) {
        if (this.filled > 0) packets.push(this.pending.slice(0, this.filled));
        this.filled = 0;
        this.isEscaped = false;
      } else if (byte === ESC && !this.isEscaped) this.isEscaped = true;
      else this.put(this.isEscaped ? unescaped(byte) : byte);
    }
    return packets;
  }

  private put(byte: number): void {
    this.isEscaped = false;
    if (this.filled >= MAX_FRAME) throw new FramingError(`a packet is longer than ${MAX_FRAME} bytes`);
    this.pending[this.filled++] = byte;
  }

  private readLengths(chunk: Uint8Array): Uint8Array[] {
    const packets: Uint8Array[] = [];
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + this.wanted() - this.filled);
      this.pending.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled < LENGTH_BYTES || this.filled < this.wanted()) continue;
      if (this.filled > LENGTH_BYTES) packets.push(this.pending.slice(LENGTH_BYTES, this.filled));
      this.filled = 0;
    }
    return packets;
  }

  /** Bytes up to the end of the length, or of the packet once its length is known. */
  private wanted(): number {
    if (this.filled < LENGTH_BYTES) return LENGTH_BYTES;
    const length = new DataView(this.pending.buffer).getInt32(0);
    if (length < 0 || length > MAX_FRAME) throw new FramingError(`a packet claims ${length} bytes`);
    return LENGTH_BYTES + length;
  }
}

/** One packet as it travels in a stream. */
export function framed(packet: Uint8Array, framing: Framing): Uint8Array {
  if (framing === 'slip') return Uint8Array.from([END, ...[...packet].flatMap(escaped), END]);
  const bytes = new Uint8Array(LENGTH_BYTES + packet.length);
  new DataView(bytes.buffer).setInt32(0, packet.length);
  bytes.set(packet, LENGTH_BYTES);
  return bytes;
}

function escaped(byte: number): number[] {
  if (byte === END) return [ESC, ESC_END];
  return byte === ESC ? [ESC, ESC_ESC] : [byte];
}

function unescaped(byte: number): number {
  if (byte === ESC_END) return END;
  if (byte === ESC_ESC) return ESC;
  throw new FramingError('an escape is followed by a byte that it cannot stand for');
}

import { PcmDecoder } from './pcm.js';

const MAGIC = '.snd';
const SHORTEST_HEADER = 24;
const LONGEST_HEADER = 4096;

/** Takes the header off an AU stream of 32-bit floats, big-endian; a stream without header is raw and little-endian. */
export class AuDecoder {
  private header: Uint8Array = new Uint8Array(0);
  private body: PcmDecoder | null = null;

  constructor(private readonly channels: number) {}

  decode(chunk: Uint8Array): Float32Array {
    if (this.body) return this.body.decode(chunk);
    this.header = Buffer.concat([this.header, chunk]);
    const bodyStart = this.findBody();
    if (bodyStart === null) return new Float32Array(0);
    this.body = new PcmDecoder(bodyStart === 0 ? 'f32le' : 'f32be', this.channels);
    return this.body.decode(this.header.subarray(bodyStart));
  }

  private findBody(): number | null {
    if (this.header.length < SHORTEST_HEADER) return null;
    const bytes = Buffer.from(this.header.buffer, this.header.byteOffset, this.header.byteLength);
    if (bytes.toString('latin1', 0, 4) !== MAGIC) return 0;
    const start = Math.min(bytes.readUInt32BE(4), LONGEST_HEADER);
    return bytes.length < start ? null : start;
  }
}

import { ByteReader } from './byte-reader.js';
import { MAX_STRING, readArguments } from './osc-arguments.js';
import { NOW, type OscDecoded, type OscFault, type OscMessage, type OscTimeTag } from './osc-types.js';

/** Control packets are small; a larger one is a mistake or worse. */
export const MAX_PACKET = 8192;
/** More in one packet are a flood. */
const MAX_MESSAGES = 512;
const MAX_DEPTH = 8;
const SLASH = 0x2f;
const HASH = 0x23;
const COMMA = 0x2c;
const BUNDLE = Buffer.from('#bundle\0');

/**
 * Decodes one packet (a message, or a bundle of messages and bundles) after Open Sound Control 1.0 and 1.1.
 * Never throws: what is good is returned, what is not is named. Time and memory grow with the packet's length only.
 */
export function decodePacket(packet: Uint8Array, maxPacket = MAX_PACKET): OscDecoded {
  if (packet.length > maxPacket) return { messages: [], faults: ['too-large'] };
  const decoder = new Decoder(packet);
  decoder.element(0, packet.length, NOW, 0);
  return decoder;
}

class Decoder implements OscDecoded {
  readonly messages: OscMessage[] = [];
  readonly faults: OscFault[] = [];

  private readonly whole: ByteReader;

  constructor(private readonly bytes: Uint8Array) {
    this.whole = new ByteReader(bytes, 0, bytes.length);
  }

  element(start: number, end: number, timeTag: OscTimeTag, depth: number): void {
    const first = start < end ? this.bytes[start] : undefined;
    if (first === SLASH) this.message(this.whole.between(start, end), timeTag);
    else if (first !== HASH) this.fault('not-osc');
    else if (this.isBundle(start, end)) this.bundle(start, end, depth);
    // Ardour answers on `#reply`: a message by its form, but no address that a rule could name.
    else this.fault('hash-address');
  }

  private isBundle(start: number, end: number): boolean {
    return end - start >= 16 && BUNDLE.every((byte, index) => this.bytes[start + index] === byte);
  }

  private bundle(start: number, end: number, depth: number) {
    if (depth >= MAX_DEPTH) return this.fault('too-deep');
    const reader = this.whole.between(start + BUNDLE.length, end);
    const timeTag = { seconds: reader.uint32() ?? 0, fraction: reader.uint32() ?? 1 };
    while (reader.left > 0) {
      const size = reader.int32();
      // Without a believable size nothing after it can be found; what came before stays good.
      if (size === null || size < 0 || size > reader.left) return this.fault('bad-element');
      if (size % 4 !== 0) this.fault('bad-element');
      else if (size > 0) this.element(reader.offset, reader.offset + size, timeTag, depth + 1);
      reader.offset += size;
    }
  }

  private message(reader: ByteReader, timeTag: OscTimeTag) {
    if (this.messages.length >= MAX_MESSAGES) return this.fault('too-many-messages');
    const address = reader.string();
    if (address.length > MAX_STRING) return this.fault('string-too-long');
    // Old Max patches send no type tags at all: then there are no arguments we could read.
    const tags = this.bytes[reader.offset] === COMMA && reader.left > 0 ? reader.string().slice(1) : '';
    const args = readArguments(tags, reader, (kind) => this.fault(kind));
    this.messages.push({ address, args, timeTag });
  }

  private fault(kind: OscFault): void {
    this.faults.push(kind);
  }
}

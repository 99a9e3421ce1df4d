/** Every byte is hidden by the one before it; the first by this one. */
const FIRST_KEY = 171;
const LENGTH_BYTES = 4;
/** Longer than anything a bulb says. */
const LONGEST = 65_536;

/** A request as it travels over TCP: its length in big-endian, then the text, each byte hidden by the one before. */
export function kasaFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const frame = Buffer.alloc(LENGTH_BYTES + body.length);
  frame.writeUInt32BE(body.length);
  let key = FIRST_KEY;
  for (const [at, byte] of body.entries()) {
    key ^= byte;
    frame[LENGTH_BYTES + at] = key;
  }
  return frame;
}

function revealed(body: Uint8Array): string {
  let key = FIRST_KEY;
  const bytes = body.map((byte) => {
    const plain = byte ^ key;
    key = byte;
    return plain;
  });
  return Buffer.from(bytes).toString('utf8');
}

/** Finds the answers in a stream, however it is cut. */
export class KasaReader {
  private pending: Buffer = Buffer.alloc(0);

  /** @throws when the stream is none of a bulb. */
  read(chunk: Uint8Array): string[] {
    this.pending = Buffer.concat([this.pending, chunk]);
    const answers: string[] = [];
    while (this.pending.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + this.pending.readUInt32BE(0);
      if (end > LONGEST) throw new Error('it answers, but not as a Kasa bulb does');
      if (this.pending.length < end) break;
      answers.push(revealed(this.pending.subarray(LENGTH_BYTES, end)));
      this.pending = this.pending.subarray(end);
    }
    return answers;
  }
}

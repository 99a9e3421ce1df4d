import { crc32 } from 'node:zlib';

/** Length and checksum of the payload, each 32 bits, little-endian. */
const HEADER_BYTES = 8;

/** No record of ours is longer: a larger length is damage. */
const LONGEST_PAYLOAD = 1 << 20;

export function encodeFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + length);
  frame.write(text, HEADER_BYTES);
  frame.writeUInt32LE(length, 0);
  frame.writeUInt32LE(crc32(frame.subarray(HEADER_BYTES)), 4);
  return frame;
}

export interface DecodedFrames {
  readonly texts: string[];
  /** Bytes that made up those texts. */
  readonly length: number;
  /** What follows is incomplete (more may come) or damaged (nothing more can be read). */
  readonly rest: 'nothing' | 'incomplete' | 'damaged';
}

/** Reads whole frames from the start of `bytes`, `most` at the most. */
export function decodeFrames(bytes: Buffer, most: number): DecodedFrames {
  const texts: string[] = [];
  let at = 0;
  while (texts.length < most && at < bytes.length) {
    if (at + HEADER_BYTES > bytes.length) return { texts, length: at, rest: 'incomplete' };
    const length = bytes.readUInt32LE(at);
    if (length === 0 || length > LONGEST_PAYLOAD) return { texts, length: at, rest: 'damaged' };
    const end = at + HEADER_BYTES + length;
    if (end > bytes.length) return { texts, length: at, rest: 'incomplete' };
    const payload = bytes.subarray(at + HEADER_BYTES, end);
    if (crc32(payload) !== bytes.readUInt32LE(at + 4)) return { texts, length: at, rest: 'damaged' };
    texts.push(payload.toString());
    at = end;
  }
  return { texts, length: at, rest: 'nothing' };
}

/** Bytes until the next whole frame: all of them when none follows. CRC-32 tells frames from what only looks like one. */
export function distanceToFrame(bytes: Buffer): number {
  for (let at = 0; at < bytes.length; at++) {
    if (decodeFrames(bytes.subarray(at), 1).texts.length > 0) return at;
  }
  return bytes.length;
}

/** A stretch of a segment: a frame with its text, or bytes between frames that cannot be read. */
export interface Piece {
  readonly bytes: Buffer;
  readonly text: string | null;
}

/** All of a segment, wherever it is damaged. */
export function* piecesOf(bytes: Buffer): Iterable<Piece> {
  for (let at = 0; at < bytes.length; ) {
    const { texts, length } = decodeFrames(bytes.subarray(at), 1);
    const end = at + (length || distanceToFrame(bytes.subarray(at)));
    yield { bytes: bytes.subarray(at, end), text: texts[0] ?? null };
    at = end;
  }
}

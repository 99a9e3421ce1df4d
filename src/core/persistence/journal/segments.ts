import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../sync-folder.js';
import { type DecodedFrames, decodeFrames, distanceToFrame } from './frame.js';

const SUFFIX = '.journal';
const DAMAGED_SUFFIX = '.damaged';
/** Five thousand records of notes. */
const CHUNK_BYTES = 1 << 20;

/** A place in the journal: the number of a segment and an offset in bytes. */
export interface Position {
  readonly segment: number;
  readonly offset: number;
}

export function isBefore(a: Position, b: Position): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
}

export function segmentPath(folder: string, segment: number): string {
  return join(folder, `${String(segment).padStart(12, '0')}${SUFFIX}`);
}

/** Numbers of the segments in a folder, oldest first. */
export function segmentsIn(folder: string): number[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  return names.map((name) => Number.parseInt(name, 10)).sort((a, b) => a - b);
}

export function segmentBytes(folder: string, segment: number): number {
  return statSync(segmentPath(folder, segment)).size;
}

/** For good: a power cut does not bring back what was erased. */
export function removeSegment(folder: string, segment: number): void {
  unlinkSync(segmentPath(folder, segment));
  syncFolder(folder);
}

/** Keeps a damaged segment under another name, for a person to look at. */
export function setSegmentAside(folder: string, segment: number): void {
  const path = segmentPath(folder, segment);
  renameSync(path, `${path}${DAMAGED_SUFFIX}`);
}

/** Names of the segments that were set aside. */
export function segmentsAside(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(DAMAGED_SUFFIX));
}

export interface SegmentPart {
  readonly texts: string[];
  /** Behind the last of them, and behind what follows and cannot be read, when something readable comes after that. */
  readonly offset: number;
  /** Nothing readable follows up to `end`. */
  readonly isOver: boolean;
  /** Bytes that cannot be read. */
  readonly lostBytes: number;
  /** Whether these are the last, and begin like a record that a crash cut off; else they were changed after they were written. */
  readonly isTorn: boolean;
}

/** Reads up to `most` records of a segment from `offset`; `end` is where it ends, or is written up to. */
export function readSegment(
  folder: string,
  { segment, offset }: Position,
  end: number,
  most: number,
): SegmentPart {
  const path = segmentPath(folder, segment);
  for (let bytes = CHUNK_BYTES; ; bytes *= 4) {
    const chunk = readChunk(path, offset, Math.min(bytes, end - offset));
    const { texts, length, rest } = decodeFrames(chunk, most);
    const isWhole = offset + chunk.length >= end;
    if (texts.length > 0 || chunk.length === 0) {
      return { texts, offset: offset + length, isOver: offset + length >= end, lostBytes: 0, isTorn: false };
    }
    if (isWhole) return skipDamage(chunk, offset, rest);
  }
}

/** `rest` of a segment does not begin with a frame. */
function skipDamage(bytes: Buffer, offset: number, rest: DecodedFrames['rest']): SegmentPart {
  const lostBytes = distanceToFrame(bytes);
  const isOver = lostBytes === bytes.length;
  const isTorn = isOver && (rest === 'incomplete' || isBlank(bytes));
  return { texts: [], offset: isOver ? offset : offset + lostBytes, isOver, lostBytes, isTorn };
}

/** Room that some file systems leave behind a crash: made longer, never written. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function readChunk(path: string, offset: number, length: number): Buffer {
  const chunk = Buffer.allocUnsafe(Math.max(0, length));
  const descriptor = openSync(path, 'r');
  try {
    return chunk.subarray(0, readSync(descriptor, chunk, 0, chunk.length, offset));
  } finally {
    closeSync(descriptor);
  }
}

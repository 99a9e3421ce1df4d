import { closeSync, openSync, readdirSync, readSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrames } from './frame.js';

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

export function removeSegment(folder: string, segment: number): void {
  unlinkSync(segmentPath(folder, segment));
}

/** Keeps a damaged segment under another name, for a person to look at. */
export function setSegmentAside(folder: string, segment: number): void {
  const path = segmentPath(folder, segment);
  renameSync(path, `${path}${DAMAGED_SUFFIX}`);
}

/** Names of the segments that were set aside. */
export function segmentsAside(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(DAMAGED_SUFFIX));
}

export interface SegmentPart {
  readonly texts: string[];
  /** Offset behind the last of them. */
  readonly offset: number;
  /** Nothing readable follows up to `end`. */
  readonly isOver: boolean;
  /** Bytes that follow and cannot be read. */
  readonly lostBytes: number;
  /** Whether these begin like a record that a crash cut off; else they were changed after they were written. */
  readonly isTorn: boolean;
}

/** Reads up to `most` records of a segment from `offset`; `end` is where it ends, or is written up to. */
export function readSegment(
  folder: string,
  { segment, offset }: Position,
  end: number,
  most: number,
): SegmentPart {
  for (let bytes = CHUNK_BYTES; ; bytes *= 4) {
    const chunk = readChunk(segmentPath(folder, segment), offset, Math.min(bytes, end - offset));
    const { texts, length, rest } = decodeFrames(chunk, most);
    const isWhole = offset + chunk.length >= end;
    const isStuck = texts.length === 0 && (rest === 'damaged' || isWhole);
    if (texts.length === 0 && !isStuck) continue; // a record longer than the chunk
    const next = offset + length;
    const lostBytes = isStuck ? end - next : 0;
    const isTorn = isStuck && (rest === 'incomplete' || isBlank(chunk.subarray(length)));
    return { texts, offset: next, isOver: isStuck || next >= end, lostBytes, isTorn };
  }
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

import { mkdirSync } from 'node:fs';
import { encodeFrame } from './frame.js';
import { SegmentWriter } from './segment-writer.js';
import {
  type Position,
  readSegment,
  removeSegment,
  type SegmentPart,
  segmentBytes,
  segmentPath,
  segmentsIn,
  setSegmentAside,
} from './segments.js';

const SEGMENT_BYTES = 4 << 20;

export interface JournalPart {
  readonly texts: readonly string[];
  /** Where to read on. */
  readonly next: Position;
}

/**
 * An append-only file in segments. A record is safe when `sync` has returned; a crash may tear the last one, which
 * then was never promised. Each run of the bridge begins a segment of its own.
 */
export class Journal {
  /** Bytes of whole segments, by number, oldest first; the last is being written. */
  private readonly sizes = new Map<number, number>();
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private readonly damaged = new Set<number>();
  private writer: SegmentWriter;
  private current: number;

  /** `heading` gives the records that every new segment begins with, so that it can stand without those before it. */
  constructor(
    private readonly folder: string,
    private readonly heading: () => readonly string[] = () => [],
    private readonly segmentLimit = SEGMENT_BYTES,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const segment of segmentsIn(folder)) this.sizes.set(segment, segmentBytes(folder, segment));
    this.current = Math.max(0, ...this.sizes.keys()) + 1;
    this.writer = new SegmentWriter(segmentPath(folder, this.current));
    this.sizes.set(this.current, 0);
  }

  /** Where the oldest record is. */
  get start(): Position {
    return { segment: Math.min(...this.sizes.keys()), offset: 0 };
  }

  /** Behind the last synced record. */
  get end(): Position {
    return { segment: this.current, offset: this.writer.bytes };
  }

  /** Everything on disk and on its way there. */
  get bytes(): number {
    return [...this.sizes.values()].reduce((sum, bytes) => sum + bytes, 0) + this.waitingBytes;
  }

  /** Paths of segments that have turned out, on reading, to be damaged behind some record. */
  get damagedPaths(): string[] {
    return [...this.damaged].map((segment) => segmentPath(this.folder, segment));
  }

  /** Bytes that are not on disk yet. */
  get waitingSize(): number {
    return this.waitingBytes;
  }

  /** Puts a record in line for the next `sync`. */
  append(text: string): void {
    const frame = encodeFrame(text);
    this.waiting.push(frame);
    this.waitingBytes += frame.length;
  }

  /** Brings all that waits to disk. When it throws (a full disk), all of it still waits. */
  sync(): void {
    if (this.waiting.length === 0) return;
    if (this.writer.bytes >= this.segmentLimit) this.turnOver();
    this.writer.write(Buffer.concat(this.waiting));
    this.sizes.set(this.current, this.writer.bytes);
    this.waiting = [];
    this.waitingBytes = 0;
  }

  /** Up to `most` synced records from a position, over the ends of segments; none at the end. */
  read(from: Position, most: number): JournalPart {
    const texts: string[] = [];
    let next = from;
    for (;;) {
      const part = this.readWithin(next, most - texts.length);
      texts.push(...part.texts);
      next = { segment: next.segment, offset: part.offset };
      if (part.texts.length === 0 && !part.isOver) continue; // damage was skipped
      const following = part.isOver && texts.length < most ? this.segmentAfter(next) : undefined;
      if (following === undefined) return { texts, next };
      next = { segment: following, offset: 0 };
    }
  }

  /** Forgets the segments that lie wholly before a position; a damaged one is set aside. */
  release(upTo: Position): void {
    for (const segment of this.sizes.keys()) {
      if (segment < upTo.segment && segment !== this.current) this.drop(segment);
    }
  }

  /** Lets go of the file; with `isDone`, when every record of it has arrived, also of what it holds. */
  close(isDone: boolean): void {
    this.writer.close();
    if (isDone) this.drop(this.current);
  }

  private drop(segment: number): void {
    if (this.damaged.delete(segment)) setSegmentAside(this.folder, segment);
    else removeSegment(this.folder, segment);
    this.sizes.delete(segment);
  }

  private readWithin(from: Position, most: number): Pick<SegmentPart, 'texts' | 'offset' | 'isOver'> {
    const end = this.sizes.get(from.segment) ?? 0;
    if (from.offset >= end) return { texts: [], offset: from.offset, isOver: true };
    const part = readSegment(this.folder, from, end, most);
    if (part.lostBytes > 0 && !part.isTorn) this.damaged.add(from.segment);
    return part;
  }

  private segmentAfter({ segment }: Position): number | undefined {
    return [...this.sizes.keys()].find((each) => each > segment);
  }

  private turnOver(): void {
    const next = this.current + 1;
    const writer = new SegmentWriter(segmentPath(this.folder, next));
    const heading = this.heading().map(encodeFrame);
    this.writer.close();
    this.writer = writer;
    this.current = next;
    this.sizes.set(next, 0);
    this.waiting.unshift(...heading);
  }
}

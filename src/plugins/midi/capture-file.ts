import { closeSync, openSync, writeSync } from 'node:fs';
import type { Milliseconds } from '../../core/plugin/index.js';

/** 20 ticks a millisecond: 10,000 a quarter note of half a second, which is what a file without a tempo means. */
const DIVISION = 10_000;
const TICKS_PER_MS = 20;
const LENGTH_AT = 18;
const ESCAPE = 0xf7;
const END_OF_TRACK = [0, 0xff, 0x2f, 0];
const MOST_TICKS = 0x0fff_ffff;

/**
 * Writes what a device sends into a Standard MIDI File, byte for byte: notes and controllers as such, everything else
 * (clock, sensing, system exclusive) as escaped bytes. The file is whole after every write, whatever happens next.
 */
export class CaptureFile {
  private readonly file: number;
  private length = 0;
  private last: Milliseconds | null = null;

  constructor(path: string) {
    this.file = openSync(path, 'w');
    const header = [0, 0, 0, 6, 0, 0, 0, 1, DIVISION >> 8, DIVISION & 0xff];
    this.put(0, [...Buffer.from('MThd'), ...header, ...Buffer.from('MTrk'), 0, 0, 0, 0]);
    this.append([]);
  }

  /** `time` must not go back. */
  write(bytes: Iterable<number>, time: Milliseconds): void {
    const before = this.last ?? time;
    const ticks = Math.max(0, Math.round(time * TICKS_PER_MS) - Math.round(before * TICKS_PER_MS));
    this.last = time;
    const event = [...bytes];
    const body = isChannelMessage(event) ? event : [ESCAPE, ...variable(event.length), ...event];
    this.append([...variable(Math.min(ticks, MOST_TICKS)), ...body]);
  }

  close(): void {
    closeSync(this.file);
  }

  /** Overwrites the end of the track, which is written again behind. */
  private append(event: readonly number[]): void {
    this.put(LENGTH_AT + 4 + this.length, [...event, ...END_OF_TRACK]);
    this.length += event.length;
    const size = this.length + END_OF_TRACK.length;
    this.put(LENGTH_AT, [size >> 24, size >> 16, size >> 8, size]);
  }

  private put(position: number, bytes: readonly number[]): void {
    writeSync(this.file, Uint8Array.from(bytes), 0, bytes.length, position);
  }
}

function isChannelMessage([status = 0, ...data]: readonly number[]): boolean {
  const kind = status & 0xf0;
  const length = kind === 0xc0 || kind === 0xd0 ? 1 : 2;
  return kind >= 0x80 && kind < 0xf0 && data.length === length && data.every((byte) => byte < 0x80);
}

/** Seven bits a byte. */
function variable(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

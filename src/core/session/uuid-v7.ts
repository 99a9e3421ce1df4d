import { randomFillSync } from 'node:crypto';

/** Chance for many ids at once: asking the system for it costs more than all the rest. */
const chance = new Uint8Array(256 * 16);
let used = chance.length;
const bytes = new Uint8Array(16);
const view = new DataView(bytes.buffer);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
let lastTime = 0;
let counter = 0;

/**
 * A UUIDv7: its first 48 bits are the time in milliseconds, the next 12 count within one, the rest is random
 * (RFC 9562, section 5.7 and method 1 of 6.2). Ids of one process therefore sort in the order they were made.
 */
export function uuidV7(time: number = Date.now()): string {
  takeChance();
  advance(Math.floor(time));
  view.setUint32(0, Math.floor(lastTime / 0x10000));
  view.setUint16(4, lastTime % 0x10000);
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return format();
}

function takeChance(): void {
  if (used === chance.length) {
    randomFillSync(chance);
    used = 0;
  }
  bytes.set(chance.subarray(used, used + 16));
  used += 16;
}

/** A clock that stands still or goes back must not turn the order around. */
function advance(time: number): void {
  if (time > lastTime) {
    lastTime = time;
    counter = (bytes[6] ?? 0) & 0x7f; // a random start below the middle leaves room to count
  } else if (++counter > 0xfff) {
    lastTime += 1;
    counter = 0;
  }
}

function format(): string {
  let text = '';
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[bytes[i] ?? 0];
  }
  return text;
}

/** Whether a text could name a session at all; PostgreSQL refuses anything else as a `uuid`. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

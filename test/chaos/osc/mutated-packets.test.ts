import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import osc from 'osc';
import { expect, test } from 'vitest';
import type { Reading } from '../../../src/core/plugin/index.js';
import { TestBench } from '../../../src/core/plugin/testing/index.js';
import { MidiParser } from '../../../src/plugins/midi/midi-parser.js';
import { oscConfig } from '../../../src/plugins/osc/osc-config.js';
import { OscHearing } from '../../../src/plugins/osc/osc-hearing.js';
import { decodePacket } from '../../../src/plugins/osc/osc-packet.js';
import { PRESET_NAMES } from '../../../src/plugins/osc/presets.js';

/** `npm run chaos` sends a million; the seed is printed with every failure. */
const PACKETS = Number(process.env.CHAOS_PACKETS ?? 5_000);
const LONG_RUN = 1_000_000;
/** Compiled code and lookup tables; a thousandth of what keeping the packets would take in the long run. */
const MOST_GROWTH_MB = 4;
const LONGEST_MS = 5;
const SEED = Number(process.env.CHAOS_SEED ?? 1);

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const message = (address: string, ...args: { type: string; value: unknown }[]) => ({ address, args });
const seeds = [
  message('/fretcoach/note', { type: 'i', value: 1 }, { type: 'f', value: 64 }, { type: 'i', value: 100 }),
  message('/fretcoach/pitch', { type: 'd', value: 110 }, { type: 'f', value: 0.9 }),
  message('/fretcoach/midi', { type: 'm', value: Uint8Array.of(0, 0x90, 64, 100) }),
  message('/beat/str', { type: 's', value: '3.2.00' }),
  message('/fretcoach/{note,onset}*', { type: 'b', value: new Uint8Array(40) }, { type: 'T', value: true }),
].flatMap((each) => [
  osc.writePacket(each, { metadata: true }),
  osc.writePacket({ timeTag: { raw: [0, 1] }, packets: [each, each] }, { metadata: true }),
]);

/** A good packet, with some bytes changed, cut out or put in; now and then nothing but noise. */
function mutated(random: (below: number) => number): Uint8Array {
  if (random(10) === 0) return Uint8Array.from({ length: random(600) }, () => random(256));
  const bytes = [...(seeds[random(seeds.length)] ?? [])];
  for (let change = random(6); change >= 0; change -= 1) {
    const at = random(bytes.length + 1);
    const kind = random(4);
    if (kind === 0) bytes.splice(at, random(9));
    else if (kind === 1) bytes.splice(at, 0, ...Array.from({ length: random(9) }, () => random(256)));
    else
      bytes[at] = kind === 2 ? random(256) : ([0, 0xff, 0x2f, 0x23, 0x5b, 0x2c, 0x7f, 0x80][random(8)] ?? 0);
  }
  return Uint8Array.from(bytes);
}

const LARGEST = 65_536;
const bytes = (text: string) => Buffer.from(text, 'latin1');
/** What would cost a careless decoder most. */
const giants = [
  bytes(`/a\0\0,${'[]'.repeat(32_000)}\0\0\0`),
  bytes(`/a\0\0,${'['.repeat(64_000)}\0\0\0`),
  bytes(`/a\0\0,${'T'.repeat(64_000)}\0\0\0`),
  bytes(`#bundle\0${'\0'.repeat(64_000)}`),
  bytes(`#bundle\0${'\0'.repeat(8)}${'\0\0\0\x04/a\0\0'.repeat(7_900)}`),
  bytes(`#bundle\0${'\0'.repeat(8)}\0\0\xf0\0`.repeat(3_000)),
  bytes(`/${'a'.repeat(64_000)}`),
  bytes(`/${'{*,?}'.repeat(12_800)}`),
  ...seeds.map((seed) => Buffer.concat(Array(Math.floor(60_000 / seed.length)).fill(seed))),
  ...seeds.map((seed) => {
    const size = Buffer.of(0, 0, seed.length >> 8, seed.length & 255);
    const elements = Array(Math.floor(60_000 / (seed.length + 4))).fill(Buffer.concat([size, seed]));
    return Buffer.concat([bytes(`#bundle\0${'\0'.repeat(7)}\x01`), ...elements]);
  }),
];

function mutatedGiant(random: (below: number) => number): Uint8Array {
  const giant = Uint8Array.from(giants[random(giants.length)] ?? []);
  for (let change = random(200); change > 0; change -= 1) giant[random(giant.length)] = random(256);
  return giant;
}

/** Bytes in use when everything that can go has gone. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

function grownSince(before: number): number {
  return (heapInUse() - before) / 1024 / 1024;
}

test(`${PACKETS} mutated packets are heard without a throw, and leave nothing behind`, {
  timeout: 1_200_000,
}, () => {
  const random = randomFrom(SEED);
  const { hearing, clock, open } = listening();
  let [worst, worstGiant] = [0, 0];
  for (let count = 0; count < 1_000; count += 1) hearing.receive(mutated(random), () => {});
  const before = heapInUse();
  for (let count = 0; count < PACKETS; count += 1) {
    worst = Math.max(
      worst,
      spent(mutated(random), (packet) => hearing.receive(packet, () => {})),
    );
    if (count % 100 === 0) {
      clock.advance(100);
      hearing.tick(clock.now());
    }
    if (count % 500 > 0) continue;
    // The shortest of five is what the packet costs; the others also tell what else the machine did.
    const giant = mutatedGiant(random);
    const tries = [1, 2, 3, 4, 5].map(() => spent(giant, (packet) => decodePacket(packet, LARGEST)));
    worstGiant = Math.max(worstGiant, Math.min(...tries));
  }
  hearing.stop();
  const grown = grownSince(before);
  process.stdout.write(
    `${PACKETS} packets, worst ${worst.toFixed(2)} ms; of 64 KB ${worstGiant.toFixed(2)} ms; heap grew by ${grown.toFixed(2)} MB\n`,
  );
  expect(open.heard).toBeGreaterThan(PACKETS / 10);
  expect(open.notes.size).toBe(0);
  expect(grown).toBeLessThan(MOST_GROWTH_MB);
  if (PACKETS >= LONG_RUN) expect(worstGiant).toBeLessThan(LONGEST_MS);
});

function spent(packet: Uint8Array, take: (packet: Uint8Array) => void): number {
  const begun = performance.now();
  take(packet);
  return performance.now() - begun;
}

/** An OSC input that knows every preset, without its sockets; what it says is counted and forgotten. */
function listening() {
  const bench = new TestBench();
  const open = { notes: new Set<string>(), heard: 0 };
  const emit = (reading: Reading) => {
    open.heard += 1;
    if (reading.kind === 'note-on') open.notes.add(reading.noteId);
    if (reading.kind === 'note-off') open.notes.delete(reading.noteId);
    if (reading.kind === 'pitch' && reading.frequency !== null && !(reading.frequency > 0))
      throw new Error('a pitch that is none');
  };
  const context = { ...bench.contextFor(oscConfig.parse({ presets: [...PRESET_NAMES] })), emit };
  return { open, clock: bench.clock, hearing: new OscHearing(context, () => false) };
}

test('as many random bytes of MIDI are parsed without a throw', { timeout: 600_000 }, () => {
  const random = randomFrom(SEED);
  let messages = 0;
  const before = heapInUse();
  const parser = new MidiParser(() => {
    messages += 1;
  });
  for (let count = 0; count < PACKETS; count += 1) parser.write([random(256), random(128), random(256)]);
  const grown = grownSince(before);
  process.stdout.write(`${3 * PACKETS} bytes of MIDI: the heap grew by ${grown.toFixed(2)} MB\n`);
  expect(grown).toBeLessThan(MOST_GROWTH_MB);
  expect(messages).toBeGreaterThan(PACKETS / 4);
});

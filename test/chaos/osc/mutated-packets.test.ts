import osc from 'osc';
import { expect, test } from 'vitest';
import { MidiParser } from '../../../src/plugins/midi/midi-parser.js';
import { OscMapper } from '../../../src/plugins/osc/osc-mapper.js';
import { decodePacket } from '../../../src/plugins/osc/osc-packet.js';
import { PRESET_NAMES, rulesOf } from '../../../src/plugins/osc/presets.js';

/** `npm run chaos` sends a million; the seed is printed with every failure. */
const PACKETS = Number(process.env.CHAOS_PACKETS ?? 20_000);
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

test(`${PACKETS} mutated packets are decoded and mapped without a throw, and leave nothing behind`, {
  timeout: 600_000,
}, () => {
  const random = randomFrom(SEED);
  const open = new Set<string>();
  let [messages, taken, worst] = [0, 0, 0];
  const mapper = new OscMapper(
    {
      rules: rulesOf(PRESET_NAMES, []),
      openStrings: [40, 45, 50, 55, 59, 64],
      basicChannel: 1,
      bendRange: 2,
      stuckNoteAfter: 1000,
      latency: 0,
      beatsInBar: 4,
    },
    {
      emit: (reading) => {
        if (reading.kind === 'note-on') open.add(reading.noteId);
        if (reading.kind === 'note-off') open.delete(reading.noteId);
        if (reading.kind === 'pitch' && reading.frequency !== null && !(reading.frequency > 0))
          throw new Error('a pitch that is none');
      },
      call: () => {},
    },
    `seed ${SEED}`,
  );
  for (let count = 0; count < PACKETS; count += 1) {
    const packet = mutated(random);
    const begun = performance.now();
    const decoded = decodePacket(packet);
    for (const each of decoded.messages) taken += mapper.accept(each, count).length;
    worst = Math.max(worst, performance.now() - begun);
    messages += decoded.messages.length;
    if (count % 100 === 0) mapper.tick(count);
  }
  mapper.silence(PACKETS);
  process.stdout.write(
    `${PACKETS} packets: ${messages} messages, ${taken} taken by a rule, worst ${worst.toFixed(2)} ms\n`,
  );
  expect(open.size).toBe(0);
  expect(messages).toBeGreaterThan(PACKETS / 4);
  expect(taken).toBeGreaterThan(0);
});

test('as many random bytes of MIDI are parsed without a throw', { timeout: 600_000 }, () => {
  const random = randomFrom(SEED);
  let messages = 0;
  const parser = new MidiParser(() => {
    messages += 1;
  });
  for (let count = 0; count < PACKETS; count += 1) parser.write([random(256), random(128), random(256)]);
  expect(messages).toBeGreaterThan(PACKETS / 4);
});

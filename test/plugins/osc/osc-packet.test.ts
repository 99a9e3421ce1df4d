import fc from 'fast-check';
import osc from 'osc';
import { describe, expect, test } from 'vitest';
import { decodePacket } from '../../../src/plugins/osc/osc-packet.js';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const int = (value: number) =>
  String.fromCharCode((value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255);
const values = (packet: Uint8Array) =>
  decodePacket(packet).messages.map(({ args }) => args.map(({ value }) => value));
const NOW = `${int(0)}${int(1)}`;
const good = (address: string) => `${int(8)}${address}\0\0,\0\0\0`;
const bundle = (...elements: string[]) => `#bundle\0${NOW}${elements.join('')}`;

describe('golden bytes', () => {
  test('an int, a float and a string are read as they stand', () => {
    const packet = bytes('/note\0\0\0,ifs\0\0\0\0\0\0\0\x28\x42\xdc\0\0low E\0\0\0');
    expect(decodePacket(packet)).toMatchObject({ faults: [], messages: [{ address: '/note' }] });
    expect(values(packet)).toEqual([[40, 110, 'low E']]);
  });

  test('every type tag of 1.0 and 1.1 is understood', () => {
    const tags = ',bhtdScrmTFNI[i]\0\0\0\0';
    const packet = bytes(
      `/a\0\0${tags}${int(3)}abc\0${int(0)}${int(5)}${int(9)}${int(0)}\x40\x5b\x80\0\0\0\0\0sym\0${int(65)}\x01\x02\x03\x04\0\x90\x40\x64${int(7)}`,
    );
    expect(decodePacket(packet).faults).toEqual([]);
    expect(values(packet)).toEqual([
      [
        bytes('abc'),
        5,
        9,
        110,
        'sym',
        'A',
        0x01020304,
        bytes('\0\x90\x40\x64'),
        true,
        false,
        null,
        true,
        [{ type: 'i', value: 7 }],
      ],
    ]);
  });

  test('a message without type tags has no arguments', () => {
    expect(values(bytes('/bang\0\0\0'))).toEqual([[]]);
  });

  test('a blob of a packet that is a slice of a larger buffer keeps its own bytes', () => {
    const packet = bytes(`junk/b\0\0,b\0\0${int(4)}wxyz`).subarray(4);
    expect(values(packet)).toEqual([[bytes('wxyz')]]);
  });

  test('messages inside nested bundles carry the tag of their own bundle', () => {
    const inner = `#bundle\0${int(100)}${int(200)}${good('/i')}`;
    const { messages } = decodePacket(bytes(bundle(`${int(inner.length)}${inner}`, good('/o'))));
    expect(messages.map(({ address, timeTag }) => [address, timeTag])).toEqual([
      ['/i', { seconds: 100, fraction: 200 }],
      ['/o', { seconds: 0, fraction: 1 }],
    ]);
  });
});

describe('what is wrong is named, and costs nothing else', () => {
  test.each([
    ['nothing', '', 'not-osc'],
    ['one byte of junk', 'x', 'not-osc'],
    ['an address that does not begin with a slash', 'note\0\0\0\0,\0\0\0', 'not-osc'],
    ["Ardour's #reply", '#reply\0\0,s\0\0no\0\0', 'hash-address'],
    ['a bundle without a time tag', '#bundle\0', 'hash-address'],
    ['a bundle with a nibbled element', bundle(int(64)), 'bad-element'],
    ['a bundle with an element of negative length', bundle(int(-4)), 'bad-element'],
  ])('%s yields no message', (_, packet, fault) => {
    expect(decodePacket(bytes(packet))).toMatchObject({ messages: [], faults: [fault] });
  });

  test('a broken element leaves its sisters alone', () => {
    const packet = bytes(bundle(good('/1'), `${int(4)}junk`, good('/2'), `${int(6)}/x\0\0,i`, good('/3')));
    expect(decodePacket(packet).messages.map(({ address }) => address)).toEqual(['/1', '/2', '/3']);
    expect(decodePacket(packet).faults).toEqual(['not-osc', 'bad-element']);
  });

  test('arguments before an unknown tag, or before the end, are kept', () => {
    const unknown = bytes(`/a\0\0,iQi\0\0\0\0${int(1)}${int(2)}`);
    const short = bytes(`/a\0\0,ii\0${int(1)}`);
    expect(values(unknown)).toEqual([[1]]);
    expect(decodePacket(unknown).faults).toEqual(['unknown-type']);
    expect(values(short)).toEqual([[1]]);
    expect(decodePacket(short).faults).toEqual(['truncated']);
  });

  test('NaN and infinity are no numbers', () => {
    const packet = bytes('/a\0\0,ff\0\x7f\xc0\0\0\x7f\x80\0\0');
    expect(values(packet)).toEqual([[null, null]]);
    expect(decodePacket(packet).faults).toEqual(['not-finite', 'not-finite']);
  });

  test('a blob longer than its packet reads nothing of its neighbours', () => {
    expect(values(bytes(`/a\0\0,b\0\0${int(4000)}abcd`))).toEqual([[]]);
  });

  test('arrays and bundles nest eight deep and no deeper', () => {
    let packet = good('/d').slice(4);
    for (let depth = 0; depth < 9; depth += 1) packet = bundle(`${int(packet.length)}${packet}`);
    expect(decodePacket(bytes(packet))).toMatchObject({ messages: [], faults: ['too-deep'] });
    const brackets = `/a\0\0,${'['.repeat(255)}\0\0\0\0`;
    expect(decodePacket(bytes(brackets)).faults).toEqual(['too-deep']);
  });

  test('a packet of 64 KB is refused unread', () => {
    expect(decodePacket(new Uint8Array(65536).fill(0x2f))).toMatchObject({
      messages: [],
      faults: ['too-large'],
    });
  });
});

describe('whatever arrives', () => {
  const nasty = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc
      .uint8Array({ maxLength: 500 })
      .map((tail) => Buffer.concat([Buffer.from('#bundle\0\0\0\0\0\0\0\0\x01'), tail])),
    fc
      .tuple(fc.string({ maxLength: 60 }), fc.uint8Array({ maxLength: 300 }))
      .map(([tags, tail]) => Buffer.concat([Buffer.from(`/a\0\0,${tags}\0\0\0\0`), tail])),
  );

  test('decoding never throws and never makes more of it than there is', () => {
    fc.assert(
      fc.property(nasty, (packet) => {
        const { messages, faults } = decodePacket(packet);
        expect(messages.length).toBeLessThanOrEqual(Math.ceil(packet.length / 4));
        expect(faults.length).toBeLessThanOrEqual(packet.length + 1);
        for (const { args } of messages) expect(args.length).toBeLessThanOrEqual(256);
      }),
      { numRuns: 500 },
    );
  });

  test('what the osc package writes is read back the same', () => {
    const argument = fc.oneof(
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => ({ type: 'i', value })),
      fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ type: 'f', value })),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ type: 'd', value })),
      fc
        .string({ maxLength: 40 })
        .filter((value) => !value.includes('\0'))
        .map((value) => ({ type: 's', value })),
      fc.uint8Array({ maxLength: 30 }).map((value) => ({ type: 'b', value })),
      fc.constantFrom({ type: 'T', value: true }, { type: 'F', value: false }, { type: 'N', value: null }),
    );
    const message = fc.record({
      address: fc.constantFrom('/a', '/fretcoach/note'),
      args: fc.array(argument, { maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (packets) => {
        const packet = osc.writePacket({ timeTag: { raw: [0, 1] }, packets }, { metadata: true });
        const { messages, faults } = decodePacket(packet);
        expect(faults).toEqual([]);
        expect(messages.map(({ address, args }) => ({ address, args }))).toEqual(packets);
      }),
      { numRuns: 200 },
    );
  });
});

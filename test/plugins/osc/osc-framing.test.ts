import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameReader, type Framing, FramingError, framed } from '../../../src/plugins/osc/osc-framing.js';

const packets = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 8 });

test('golden bytes of both framings', () => {
  expect([...framed(Uint8Array.of(1, 2), 'length')]).toEqual([0, 0, 0, 2, 1, 2]);
  expect([...framed(Uint8Array.of(1, 0xc0, 0xdb, 2), 'slip')]).toEqual([
    0xc0, 1, 0xdb, 0xdc, 0xdb, 0xdd, 2, 0xc0,
  ]);
});

describe.each<Framing>(['length', 'slip'])('packets in a stream, framed by %s', (framing) => {
  test('are found however the stream is cut', () => {
    fc.assert(
      fc.property(packets, fc.array(fc.nat(500), { maxLength: 6 }), (sent, cuts) => {
        const stream = Buffer.concat(sent.map((packet) => framed(packet, framing)));
        const reader = new FrameReader();
        const places = [0, ...cuts.map((cut) => cut % stream.length).sort((a, b) => a - b), stream.length];
        const found = places
          .slice(1)
          .flatMap((end, index) => reader.read(stream.subarray(places[index], end)));
        expect(found.map((packet) => [...packet])).toEqual(sent.map((packet) => [...packet]));
      }),
    );
  });
});

test.each<[string, number[]]>([
  ['a length that no packet has', [0x7f, 0xff, 0xff, 0xff]],
  ['a negative length', [0x80, 0, 0, 0]],
  ['an escape of nothing', [0xc0, 0xdb, 1]],
])('%s ends the stream', (_, bytes) => {
  expect(() => new FrameReader().read(Uint8Array.from(bytes))).toThrow(FramingError);
});

test('a SLIP packet that never ends is given up, whatever arrives nothing else is thrown', () => {
  expect(() => new FrameReader().read(new Uint8Array(70_000).fill(0xc0, 0, 1))).toThrow(/longer/);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      try {
        new FrameReader().read(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(FramingError);
      }
    }),
  );
});

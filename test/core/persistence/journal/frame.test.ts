import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeFrames, encodeFrame } from '../../../../src/core/persistence/journal/frame.js';

test('a frame is its length, its CRC-32 and its text', () => {
  expect(encodeFrame('123456789').toString('hex')).toBe('090000002639f4cb313233343536373839');
});

test('whatever is written is read back, up to where a crash cut it off', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 20 }),
      fc.nat(),
      (texts, cut) => {
        const frames = texts.map(encodeFrame);
        const whole = Buffer.concat(frames);
        expect(decodeFrames(whole, 100)).toEqual({ texts, length: whole.length, rest: 'nothing' });
        const torn = whole.subarray(0, whole.length === 0 ? 0 : cut % whole.length);
        const { texts: left, length } = decodeFrames(torn, 100);
        expect(left).toEqual(texts.slice(0, left.length));
        expect(length).toBe(Buffer.concat(frames.slice(0, left.length)).length);
      },
    ),
  );
});

test('a flipped bit is found, and what comes before it is kept', () => {
  const bytes = Buffer.concat(['one', 'two', 'three'].map(encodeFrame));
  for (let bit = 8 * 11; bit < 8 * 22; bit++) {
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(decodeFrames(damaged, 100).texts.slice(0, 2)).not.toEqual(['one', 'two']);
    expect(decodeFrames(damaged, 100).texts[0]).toBe('one');
  }
});

test('any bytes at all end in an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodeFrames(Buffer.from(bytes), 10)),
  );
});

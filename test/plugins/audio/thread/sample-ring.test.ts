import { expect, test } from 'vitest';
import { SampleRing } from '../../../../src/plugins/audio/thread/sample-ring.js';

const ramp = (from: number, length: number) => Float32Array.from({ length }, (_, index) => from + index);

test('samples come out in order, however they were cut', () => {
  const writer = SampleRing.allocate(64);
  const reader = new SampleRing(writer.memory);
  const into = new Float32Array(7);
  const heard: number[] = [];
  let sent = 0;
  for (let round = 0; round < 200; round++) {
    const block = ramp(sent, 1 + (round % 13));
    if (writer.write(block)) sent += block.length;
    heard.push(...into.subarray(0, reader.read(into)));
  }
  for (let count = reader.read(into); count > 0; count = reader.read(into))
    heard.push(...into.subarray(0, count));
  expect(heard).toEqual([...ramp(0, sent)]);
  expect(sent).toBeGreaterThan(1000);
});

test('a full ring takes nothing of a block, and goes on when there is room', () => {
  const ring = SampleRing.allocate(16);
  expect(ring.write(ramp(0, 10))).toBe(true);
  expect(ring.write(ramp(10, 7))).toBe(false);
  expect(ring.read(new Float32Array(4))).toBe(4);
  expect(ring.write(ramp(10, 7))).toBe(true);
  const rest = new Float32Array(20);
  expect(ring.read(rest)).toBe(13);
  expect([...rest.subarray(0, 13)]).toEqual([...ramp(4, 13)]);
});

test('a closed ring does not keep its reader waiting, and is emptied first', () => {
  const ring = SampleRing.allocate(16);
  ring.write(ramp(0, 3));
  ring.close();
  ring.wait();
  expect(ring.isClosed).toBe(true);
  expect(ring.read(new Float32Array(8))).toBe(3);
  ring.wait();
  expect(ring.read(new Float32Array(8))).toBe(0);
});

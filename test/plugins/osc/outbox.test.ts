import { expect, test } from 'vitest';
import { int } from '../../../src/plugins/osc/osc-writer.js';
import { Outbox } from '../../../src/plugins/osc/outbox.js';

const note = (key: number) => ({ address: '/note', args: [int(key)] });

test('notes wait for their turn, and when a thousand do the oldest is lost, and that is told', () => {
  const outbox = new Outbox();
  const kept = Array.from({ length: 1001 }, (_, key) => outbox.put(note(key), false, 0));
  expect(kept.indexOf(false)).toBe(1000);
  expect(outbox.take(0)[0]).toEqual(note(1));
  expect(outbox.isEmpty).toBe(false);
});

test('within any second no more than 200 go, the burst at its beginning included', () => {
  const outbox = new Outbox();
  for (let count = 0; count < 1000; count += 1) outbox.put(note(count), false, 0);
  let sent = 0;
  for (let time = 0; time < 1000; time += 5) sent += outbox.take(time).length;
  expect(sent).toBeGreaterThan(180);
  expect(sent).toBeLessThanOrEqual(200);
});

test('of a continuous value only the newest waits, and that is no loss', () => {
  const outbox = new Outbox();
  expect([1, 2, 3].map((key) => outbox.put(note(key), true, 0))).toEqual([true, true, true]);
  expect(outbox.take(0)).toEqual([note(3)]);
});

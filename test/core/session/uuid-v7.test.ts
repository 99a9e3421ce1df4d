import { expect, test } from 'vitest';
import { isUuid, uuidV7 } from '../../../src/core/session/uuid-v7.js';

test('an id carries its time, its version and its variant', () => {
  const time = Date.now() + 10_000;
  const id = uuidV7(time);
  expect(isUuid(id)).toBe(true);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(time);
  expect(id[14]).toBe('7');
  expect('89ab').toContain(id[19]);
});

test('ids sort in the order they were made, even when the clock stands still or goes back', () => {
  const time = Date.now() + 20_000;
  const ids = Array.from({ length: 10_000 }, (_, i) => uuidV7(time - (i % 3)));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(10_000);
});

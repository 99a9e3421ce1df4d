import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bridgePortOf, DataDirLock } from '../../../src/core/persistence/data-dir-lock.js';
import { ownFolder } from '../../support/database.js';

test('a lock that cannot be read is told, and not waited for', () => {
  const dataDir = ownFolder();
  mkdirSync(join(dataDir, 'lock'));
  expect(() => DataDirLock.take(dataDir)).toThrow(expect.objectContaining({ code: 'storage.data-dir' }));
});

test('the lock tells where the bridge answers, as long as it is held', () => {
  const dataDir = ownFolder();
  expect(bridgePortOf(dataDir)).toBeNull();
  const lock = DataDirLock.take(dataDir, 22100);
  expect(bridgePortOf(dataDir)).toBe(22100);
  lock.release();
  DataDirLock.take(dataDir); // by what only works on the data
  expect(bridgePortOf(dataDir)).toBeNull();
});

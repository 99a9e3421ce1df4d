import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DataDirLock } from '../../../src/core/persistence/data-dir-lock.js';
import { ownFolder } from '../../support/database.js';

test('a lock that cannot be read is told, and not waited for', () => {
  const dataDir = ownFolder();
  mkdirSync(join(dataDir, 'lock'));
  expect(() => DataDirLock.take(dataDir)).toThrow(expect.objectContaining({ code: 'storage.data-dir' }));
});

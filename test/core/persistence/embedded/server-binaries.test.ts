import { chmodSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { serverAccount } from '../../../../src/core/persistence/embedded/server-account.js';
import { usablePackage } from '../../../../src/core/persistence/embedded/server-binaries.js';
import { ownFolder } from '../../../support/database.js';

const isRoot = process.getuid?.() === 0;

/** A package as `npm ci --ignore-scripts` leaves it: the links between libraries are only in a list. */
function barePackage(folder: string) {
  const native = join(folder, 'native');
  mkdirSync(join(native, 'bin'), { recursive: true });
  mkdirSync(join(native, 'lib'));
  writeFileSync(join(native, 'bin', 'postgres'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(native, 'lib', 'libpq.so.5.18'), 'a library');
  writeFileSync(join(native, 'lib', 'libpq.a'), 'only for compilers');
  const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  return { bin: join(native, 'bin'), major: 18 };
}

test('links that an installation without scripts left out are made', () => {
  const packaged = barePackage(ownFolder());
  const account = serverAccount();
  expect(usablePackage(packaged, ownFolder(), account)).toBe(packaged.bin);
  expect(readlinkSync(join(dirname(packaged.bin), 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(usablePackage(packaged, ownFolder(), account)).toBe(packaged.bin);
});

test.skipIf(!isRoot)('programs where the account without rights cannot go are copied to where it can', () => {
  const closed = ownFolder();
  chmodSync(closed, 0o700);
  const copies = ownFolder();
  const bin = usablePackage(barePackage(closed), copies, serverAccount());
  expect(bin).toBe(join(copies, 'postgresql-18', 'bin'));
  expect(readlinkSync(join(copies, 'postgresql-18', 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
});

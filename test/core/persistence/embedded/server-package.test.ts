import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { serverAccount } from '../../../../src/core/persistence/embedded/server-account.js';
import { usablePackage } from '../../../../src/core/persistence/embedded/server-package.js';
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
  return { native, major: 18, version: '18.4.0' };
}

test('links that an installation without scripts left out are made', () => {
  const packaged = barePackage(ownFolder());
  const account = serverAccount();
  expect(usablePackage(packaged, ownFolder(), account)).toBe(packaged.native);
  expect(readlinkSync(join(packaged.native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(usablePackage(packaged, ownFolder(), account)).toBe(packaged.native);
});

test.skipIf(!isRoot)('programs where the account without rights cannot go are copied to where it can', () => {
  const closed = ownFolder();
  chmodSync(closed, 0o700);
  const copies = ownFolder();
  const used = usablePackage(barePackage(closed), copies, serverAccount());
  expect(used).toBe(join(copies, 'postgresql-18.4.0'));
  expect(readlinkSync(join(used, 'lib', 'libpq.so'))).toBe('libpq.so.5.18');
});

test.skipIf(!isRoot)('an update is taken up; copies that nobody uses any more go', async () => {
  const closed = ownFolder();
  chmodSync(closed, 0o700);
  const copies = ownFolder();
  const packaged = barePackage(closed);
  const before = usablePackage(packaged, copies, serverAccount());
  const busy = join(copies, 'postgresql-17.9.9');
  for (const name of [
    busy,
    join(copies, 'postgresql-18'),
    join(copies, 'postgresql-18.1.0.1.unfinished.old'),
  ])
    mkdirSync(name);
  const server = spawn('/bin/sh', ['-c', 'read line', join(busy, 'bin', 'postgres')], { stdio: 'pipe' });
  await once(server, 'spawn');
  const after = usablePackage({ ...packaged, version: '18.4.1' }, copies, serverAccount());
  expect(after).not.toBe(before);
  expect(readdirSync(copies).sort()).toEqual(['postgresql-17.9.9', 'postgresql-18.4.1']);
  server.stdin.end();
  await once(server, 'close');
  usablePackage({ ...packaged, version: '18.4.1' }, copies, serverAccount());
  expect(readdirSync(copies)).toEqual(['postgresql-18.4.1']);
});

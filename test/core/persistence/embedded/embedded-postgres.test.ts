import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { clusterHome } from '../../../../src/core/persistence/embedded/cluster.js';
import { EmbeddedPostgres } from '../../../../src/core/persistence/embedded/embedded-postgres.js';
import { SystemClock } from '../../../../src/core/system/system-clock.js';
import { BridgeChild } from '../../../support/bridge-child.js';
import { preparedFolder, query } from '../../../support/database.js';
import { SilentLogger } from '../../../support/silent-logger.js';

const isRoot = process.getuid?.() === 0;
const clock = new SystemClock();

async function start(dataDir: string): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({ dataDir, clock, log: new SilentLogger() });
  onTestFinished(() => server.stop());
  return server;
}

const postmaster = (folder: string) =>
  Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
const parentOf = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));

/** Turns of the event loop until something is so; the test's own time limit ends a wait in vain. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => clock.after(10, () => resolve(undefined)));
}

/** Gone, or dead and waiting for a parent that never fetches it. */
function isGone(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() === '' || stdout.startsWith('Z');
}

describe('a first start after one that was killed half way', () => {
  let server: EmbeddedPostgres;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'fretcoach-first-'));
    chmodSync(dataDir, 0o711);
    const child = new BridgeChild({ dataDir });
    await until(() => existsSync(join(dataDir, leftover() ?? '', 'base')));
    await child.kill();
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    server = await EmbeddedPostgres.start({ dataDir, clock, log: new SilentLogger() });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  const leftover = () => readdirSync(dataDir).find((name) => name.startsWith('postgres.unfinished'));

  test('goes well', async () => {
    expect(await query(server.address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('is the same everywhere: no locale, UTF-8, a socket of its own and no TCP', async () => {
    const { address, folder } = server;
    const [row] = await query(
      address,
      `SELECT current_setting('server_encoding') AS encoding,
      datcollate AS collation, current_setting('listen_addresses') AS tcp, current_setting('fsync') AS fsync
      FROM pg_database WHERE datname = current_database()`,
    );
    expect(row).toEqual({ encoding: 'UTF8', collation: 'C', tcp: '', fsync: 'on' });
    expect(statSync(address.host).mode & 0o777).toBe(0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test.skipIf(!isRoot)('of root is under an account without rights, which owns the files', () => {
    const uid = statSync(server.folder).uid;
    expect(uid).not.toBe(0);
    expect(statSync(`/proc/${postmaster(server.folder)}`).uid).toBe(uid);
  });
});

test.skipIf(!isRoot)(
  "below root's home, where that account cannot go, the files find another place",
  async () => {
    const dataDir = mkdtempSync(join(homedir(), '.fretcoach-test-'));
    const isClosed = (statSync(homedir()).mode & 0o001) === 0;
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const home = await preparedFolder(clusterHome(dataDir));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const { address, folder } = await start(dataDir);
    expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(folder.startsWith(dataDir)).toBe(!isClosed);
  },
);

test('when the bridge is killed its server goes too, and leaves no socket behind', async () => {
  const child = new BridgeChild({ dataDir: await preparedFolder() });
  const folder = (await child.says(/^ready/)).split(' ')[2] ?? '';
  const pid = postmaster(folder);
  const sockets = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  expect(existsSync(sockets)).toBe(true);
  await child.kill();
  await until(() => isGone(pid) && !existsSync(sockets));
});

test('a server that even its watchdog has left is stopped, and its folder taken over', async () => {
  const dataDir = await preparedFolder();
  const child = new BridgeChild({ dataDir });
  const folder = (await child.says(/^ready/)).split(' ')[2] ?? '';
  const orphan = postmaster(folder);
  const watchdog = parentOf(orphan);
  const guards = execFileSync('ps', ['-o', 'pid=', '--ppid', String(watchdog)], { encoding: 'utf8' });
  const guard =
    guards
      .trim()
      .split(/\s+/)
      .map(Number)
      .find((pid) => pid !== orphan) ?? 0;
  for (const pid of [guard, watchdog]) process.kill(pid, 'SIGKILL');
  await child.kill();
  expect(isGone(orphan)).toBe(false);
  const { address } = await start(dataDir);
  expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(isGone(orphan)).toBe(true);
});

test('a postmaster.pid that was left by a crash of everything does not matter', async () => {
  const dataDir = await preparedFolder();
  const child = new BridgeChild({ dataDir });
  const folder = (await child.says(/^ready/)).split(' ')[2] ?? '';
  const pid = postmaster(folder);
  const watchdog = parentOf(pid);
  for (const each of [watchdog, pid]) process.kill(each, 'SIGKILL');
  await child.kill();
  expect(existsSync(join(folder, 'postmaster.pid'))).toBe(true);
  const { address } = await start(dataDir);
  expect(await query(address, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a server that breaks down is started again under the same address', async () => {
  const server = await start(await preparedFolder());
  const before = postmaster(server.folder);
  process.kill(before, 'SIGKILL');
  await until(() =>
    query(server.address, 'SELECT 1').then(
      () => true,
      () => false,
    ),
  );
  expect(postmaster(server.folder)).not.toBe(before);
});

test("why the server does not start is said in the server's own words", async () => {
  const dataDir = await preparedFolder();
  appendFileSync(join(dataDir, 'postgres', 'postgresql.conf'), '\nno_such_setting = on\n');
  await expect(start(dataDir)).rejects.toMatchObject({
    code: 'storage.embedded',
    message: expect.stringContaining('postgresql.conf'),
  });
});

test('files made by a version that is not here are left alone, with the two ways out', async () => {
  const dataDir = await preparedFolder();
  const version = join(dataDir, 'postgres', 'PG_VERSION');
  rmSync(version);
  appendFileSync(version, '12\n');
  await expect(start(dataDir)).rejects.toMatchObject({
    code: 'storage.embedded',
    message: expect.stringMatching(/PostgreSQL 12.*Install PostgreSQL.*DB_HOST/),
  });
});

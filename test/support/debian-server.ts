import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '../../src/core/persistence/database-address.js';
import { CLUSTER_USER } from '../../src/core/persistence/embedded/cluster.js';
import { giveTo, serverAccount } from '../../src/core/persistence/embedded/server-account.js';

const BIN = '/usr/lib/postgresql/15/bin';

/** Whether Debian's PostgreSQL 15 is installed. */
export const hasDebianServer = existsSync(join(BIN, 'postgres'));

/** The files of a PostgreSQL 15, as a bridge would have made them with it. */
export function makeDebianCluster(folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  giveTo(serverAccount(), folder);
  run('initdb', ['-D', folder, '-U', CLUSTER_USER, '-A', 'trust', '--no-locale', '-E', 'UTF8', '-N']);
}

/** Starts a private PostgreSQL 15 that listens on a socket in its own folder only. */
export async function startDebianServer(): Promise<{ address: DatabaseAddress; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-15-'));
  giveTo(serverAccount(), folder);
  const data = join(folder, 'data');
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-locale', '-E', 'UTF8', '-N']);
  const settings = `-c listen_addresses= -c fsync=off -k ${folder}`;
  run('pg_ctl', ['start', '-w', '-D', data, '-o', settings, '-l', join(folder, 'log')]);
  const stop = async () => {
    run('pg_ctl', ['stop', '-m', 'immediate', '-D', data]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { address: { host: folder, port: 5432, user: 'postgres', database: 'postgres' }, stop };
}

function run(program: string, args: string[]): void {
  const { status, stderr } = spawnSync(join(BIN, program), args, {
    ...serverAccount(),
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}

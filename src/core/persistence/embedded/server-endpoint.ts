import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseAddress } from '../database-address.js';
import { CLUSTER_USER, type Cluster } from './cluster.js';
import { giveTo } from './server-account.js';

/** How the bridge reaches its own server, and the settings that make the server listen there and nowhere else. */
export interface ServerEndpoint {
  readonly address: DatabaseAddress;
  readonly settings: readonly string[];
  /** To be cleared away in the end. */
  readonly folder: string;
}

/** Longest path of a Unix socket that every system takes. */
const SOCKET_PATH_LIMIT = 100;

/** A Unix socket in a folder nobody else may enter; on Windows loopback with a password. */
export async function makeEndpoint({ account }: Cluster, password: string | null): Promise<ServerEndpoint> {
  const folder = mkdtempSync(join(shortTemp(), 'fretcoach-'));
  giveTo(account, folder);
  const common = { user: CLUSTER_USER, database: 'postgres' };
  if (password === null) {
    const settings = ['listen_addresses=', `unix_socket_directories=${folder}`];
    return { address: { ...common, host: folder, port: 5432 }, settings, folder };
  }
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`];
  return { address: { ...common, host: '127.0.0.1', port, password }, settings, folder };
}

/** The watchdog clears the socket's folder when a server ends; the next server needs it again, under the same name. */
export function restoreEndpoint({ folder }: ServerEndpoint, { account }: Cluster): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(account, folder);
}

export function dropEndpoint({ folder }: ServerEndpoint): void {
  rmSync(folder, { recursive: true, force: true });
}

function shortTemp(): string {
  const longest = join(tmpdir(), 'fretcoach-XXXXXX', '.s.PGSQL.5432.lock');
  return process.platform !== 'win32' && longest.length > SOCKET_PATH_LIMIT ? '/tmp' : tmpdir();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

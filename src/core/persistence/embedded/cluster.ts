import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StorageError } from '../../errors.js';
import { syncFolder } from '../sync-folder.js';
import { canReach, giveTo, ownerOf, type ServerAccount, serverAccount } from './server-account.js';
import { findServerBinaries, programOf, type ServerBinaries } from './server-binaries.js';

/** The files of one PostgreSQL server, the programs that made them, and the account that owns them. */
export interface Cluster {
  readonly folder: string;
  readonly binaries: ServerBinaries;
  readonly account: ServerAccount | null;
}

/** Where things go that an unprivileged account must reach when it cannot enter the data directory. */
const SHARED_HOME = '/var/lib/fretcoach';

export const CLUSTER_USER = 'fretcoach';

/**
 * Finds the cluster of a data directory, or makes it: in a sibling first, which gets its name when it is complete,
 * so that an interrupted first start leaves nothing that looks like a cluster.
 * @throws StorageError `storage.embedded` with the server's own words.
 */
export async function ensureCluster(dataDir: string, password: string | null): Promise<Cluster> {
  const home = clusterHome(dataDir);
  const folder = join(home, 'postgres');
  removeLeftovers(home);
  const isNew = !existsSync(folder);
  const account = isNew ? serverAccount() : ownerOf(folder);
  const major = isNew ? null : majorOf(folder);
  const binaries = findServerBinaries({ copies: copiesFolder(dataDir, account), account, major });
  const cluster = { folder, binaries, account };
  if (isNew) await create(cluster, password);
  return cluster;
}

/** The data directory itself, unless the account that must own the cluster cannot get there (such as below /root). */
export function clusterHome(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  if (existsSync(join(dataDir, 'postgres')) || letIn(serverAccount(), dataDir)) return dataDir;
  const home = homeElsewhere(dataDir);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return home;
}

/** The files of a data directory's server, or `null` when there are none yet. Makes nothing. */
export function existingCluster(dataDir: string): string | null {
  const places = [dataDir, homeElsewhere(dataDir)].map((home) => join(home, 'postgres'));
  return places.find((folder) => existsSync(folder)) ?? null;
}

function homeElsewhere(dataDir: string): string {
  return join(SHARED_HOME, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
}

/** Only the last step may be opened, and only to pass through: what lies in the folder keeps its own rights. */
function letIn(account: ServerAccount | null, dataDir: string): boolean {
  if (canReach(account, dataDir)) return true;
  if (!canReach(account, dirname(dataDir))) return false;
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  return true;
}

function copiesFolder(dataDir: string, account: ServerAccount | null): string {
  const folder = account ? SHARED_HOME : dataDir;
  mkdirSync(folder, { recursive: true });
  return folder;
}

function majorOf(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'PG_VERSION'), 'utf8'), 10);
}

/** What an interrupted first start left. Its initdb may still be writing there: then a later start clears it away. */
function removeLeftovers(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith('postgres.unfinished')) continue;
    try {
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 2, retryDelay: 20 });
    } catch {
      // not ours to wait for: every start makes its cluster under a name of its own
    }
  }
}

async function create({ folder, binaries, account }: Cluster, password: string | null): Promise<void> {
  const unfinished = mkdtempSync(`${folder}.unfinished-`);
  giveTo(account, unfinished);
  // The same on every machine, whatever its language.
  const common = ['-D', unfinished, '-U', CLUSTER_USER, '--no-locale', '-E', 'UTF8', '--no-instructions'];
  const access = password === null ? ['-A', 'trust'] : ['-A', 'scram-sha-256', '--pwfile', password];
  await run(programOf(binaries, 'initdb'), [...common, ...access], account);
  renameSync(unfinished, folder);
  syncFolder(dirname(folder));
}

function run(program: string, args: readonly string[], account: ServerAccount | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', (cause) => reject(failed(program, cause.message)));
    child.on('close', (code) => (code === 0 ? resolve() : reject(failed(program, said.trim()))));
  });
}

function failed(program: string, said: string): StorageError {
  return new StorageError(
    'storage.embedded',
    `Storage could not make its database: ${program} said: ${said}`,
  );
}

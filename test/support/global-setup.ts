import { appendFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { DatabaseAddress } from '../../src/core/persistence/database-address.js';
import { ensureCluster } from '../../src/core/persistence/embedded/cluster.js';
import { EmbeddedPostgres } from '../../src/core/persistence/embedded/embedded-postgres.js';
import { SystemClock } from '../../src/core/system/system-clock.js';
import { buildPagesIfChanged, compileIfChanged } from './compiled.js';
import { copyCluster } from './copy-cluster.js';
import { SilentLogger } from './silent-logger.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A socket that answers every caller with the run's one database server, as a `TestDatabase`. */
    databaseSocket: string;
  }
}

/** What the test files of a run share. */
export interface TestDatabase {
  readonly address: DatabaseAddress;
  /** Files of a server that never ran: a copy of them spares a test the making. */
  readonly pristine: string;
}

/** Nothing of a test outlives the machine. */
const IN_NO_DANGER = ['fsync = off', 'full_page_writes = off', 'synchronous_commit = off', ''];

/** One embedded server for all test files of a run, started when the first of them asks. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  compileIfChanged();
  buildPagesIfChanged();
  const folder = await mkdtemp(join(tmpdir(), 'fretcoach-test-'));
  await chmod(folder, 0o1777); // as the system's own: a server of another account works there too
  process.env.TMPDIR = folder; // whatever a test leaves behind goes with the run
  const databaseSocket = join(folder, 'database.sock');
  const pristine = join(folder, 'pristine', 'postgres');
  let server: Promise<EmbeddedPostgres> | undefined;
  const start = async () => {
    await ensureCluster(join(folder, 'pristine'), null);
    const dataDir = join(folder, 'data');
    copyCluster(pristine, dataDir);
    appendFileSync(join(dataDir, 'postgres', 'postgresql.conf'), IN_NO_DANGER.join('\n'));
    return EmbeddedPostgres.start({ dataDir, clock: new SystemClock(), log: new SilentLogger() });
  };
  const door = createServer((caller) => {
    server ??= start();
    server.then(
      ({ address }) => caller.end(JSON.stringify({ address, pristine } satisfies TestDatabase)),
      (error) => caller.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => door.listen(databaseSocket, resolve));
  project.provide('databaseSocket', databaseSocket);
  return async () => {
    door.close();
    await (await server)?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
}

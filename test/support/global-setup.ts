import { rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { EmbeddedPostgres } from '../../src/core/persistence/embedded/embedded-postgres.js';
import { SystemClock } from '../../src/core/system/system-clock.js';
import { buildPagesIfChanged, compileIfChanged } from './compiled.js';
import { SilentLogger } from './silent-logger.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A socket that answers every caller with the address of the run's one database server. */
    databaseSocket: string;
  }
}

/** One embedded server for all test files of a run, started when the first of them asks. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  compileIfChanged();
  buildPagesIfChanged();
  const folder = await mkdtemp(join(tmpdir(), 'fretcoach-test-'));
  await chmod(folder, 0o711); // the server's account passes through
  const databaseSocket = join(folder, 'database.sock');
  let server: Promise<EmbeddedPostgres> | undefined;
  const start = () =>
    EmbeddedPostgres.start({
      dataDir: join(folder, 'data'),
      clock: new SystemClock(),
      log: new SilentLogger(),
    });
  const door = createServer((caller) => {
    server ??= start();
    server.then(
      ({ address }) => caller.end(JSON.stringify(address)),
      (error) => caller.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => door.listen(databaseSocket, resolve));
  project.provide('databaseSocket', databaseSocket);
  return async () => {
    door.close();
    await (await server)?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

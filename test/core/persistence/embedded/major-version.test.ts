import { join } from 'node:path';
import { expect, test } from 'vitest';
import { db } from '../../../../src/cli/db.js';
import { openStorage } from '../../../../src/core/persistence/storage.js';
import { SystemClock } from '../../../../src/core/system/system-clock.js';
import { ownFolder, preparedFolder } from '../../../support/database.js';
import { hasDebianServer, makeDebianCluster } from '../../../support/debian-server.js';
import { FakeIo } from '../../../support/fake-io.js';
import { collect, endOf, rowOf, startOf } from '../../../support/session-repository-contract.js';
import { SilentLogger } from '../../../support/silent-logger.js';

const open = (dataDir: string) =>
  openStorage({ env: {}, dataDir, clock: new SystemClock(), log: new SilentLogger() });

test.skipIf(!hasDebianServer)(
  'practices kept by PostgreSQL 15 move into the packaged version with two commands',
  async () => {
    const old = ownFolder();
    makeDebianCluster(join(old, 'postgres'));
    const before = await open(old);
    expect((await before.source.query('SHOW server_version'))[0].server_version).toMatch(/^15\./);
    const start = startOf();
    const rows = [1, 2, 3].map((second) => rowOf(start, second));
    before.repository.begin(start);
    for (const row of rows) before.repository.append(row);
    before.repository.end(endOf(start, 4));
    await before.repository.flush();
    const kept = await before.repository.find(start.id);
    await before.close();

    const current = await preparedFolder();
    const file = join(current, 'all.jsonl');
    const io = new FakeIo(current, { DB_HOST: '' });
    expect(await db.run(['backup', file, '--data-dir', old], io)).toBe(0);
    expect(await db.run(['restore', file, '--data-dir', current], io)).toBe(0);

    const after = await open(current);
    expect((await after.source.query('SHOW server_version'))[0].server_version).toMatch(/^18\./);
    expect(await after.repository.find(start.id)).toEqual(kept);
    expect(await collect(after.repository.series(start.id))).toEqual(rows);
    await after.close();
  },
);

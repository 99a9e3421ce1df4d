import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { DeadLetters } from '../../../../src/core/persistence/drain/dead-letters.js';
import { Drainer } from '../../../../src/core/persistence/drain/drainer.js';
import { Journal } from '../../../../src/core/persistence/journal/journal.js';
import { encodeRecord, type JournalRecord } from '../../../../src/core/persistence/journal/record.js';
import { isBefore, type Position } from '../../../../src/core/persistence/journal/segments.js';
import { openStorage, type Storage } from '../../../../src/core/persistence/storage.js';
import { SystemClock } from '../../../../src/core/system/system-clock.js';
import { type FreshDatabase, freshDatabase, ownFolder, query } from '../../../support/database.js';
import { collect, endOf, rowOf, startOf } from '../../../support/session-repository-contract.js';
import { SilentLogger } from '../../../support/silent-logger.js';

let database: FreshDatabase;
let storage: Storage;
let dataDir: string;
let log: SilentLogger;

beforeEach(async () => {
  database = await freshDatabase();
  dataDir = ownFolder();
  log = new SilentLogger();
  storage = await openStorage({ env: database.env, dataDir, clock: new SystemClock(), log });
});
afterEach(async () => {
  await storage?.close();
  await database?.drop();
});

const letters = () =>
  readFileSync(join(dataDir, 'dead-letters.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('a record the database refuses is put aside with the reason; all around it arrive', async () => {
  const start = startOf();
  storage.repository.begin(start);
  for (let i = 0; i < 500; i++)
    storage.repository.append(rowOf(start, i, i === 250 ? { pitchClass: 3e9 } : {}));
  storage.repository.end(endOf(start, 500));
  await storage.repository.flush();
  expect(await collect(storage.repository.series(start.id))).toHaveLength(499);
  expect(await storage.repository.find(start.id)).toMatchObject({ durationSeconds: 500 });
  expect(letters()).toMatchObject([{ reason: expect.stringContaining('out of range') }]);
  expect(log.warnings).toEqual([expect.stringContaining('dead-letters.jsonl')]);
});

test('a refused record in a long queue holds back neither the notes behind it nor the end, and nothing overtakes', async () => {
  const start = startOf();
  const rows = Array.from({ length: 100 }, (_, i) => rowOf(start, i, i === 5 ? { pitchClass: 3e9 } : {}));
  await drainInBatchesOf(10, [
    { kind: 'begin', start },
    ...rows.map((row) => ({ kind: 'metric', row }) as const),
    { kind: 'end', end: endOf(start, 100) },
  ]);
  expect(await collect(storage.repository.series(start.id))).toHaveLength(99);
  expect(await storage.repository.find(start.id)).toMatchObject({ durationSeconds: 100 });
  expect(letters()).toMatchObject([{ reason: expect.stringContaining('out of range') }]);
});

/** Beside the storage, so that batches are small, and all of the queue is there at once. */
async function drainInBatchesOf(size: number, records: readonly JournalRecord[]): Promise<void> {
  const journal = new Journal(ownFolder());
  for (const record of records) journal.append(encodeRecord(record));
  journal.sync();
  await new Promise<void>((resolve, reject) => {
    const onDrained = (position: Position) => !isBefore(position, journal.end) && resolve();
    const events = { onDrained, onUnreachable: reject, onDeadLetter: () => {} };
    const drainer = new Drainer(journal, new DeadLetters(dataDir), new SystemClock(), events, size);
    onTestFinished(() => drainer.close());
    drainer.connect(database.address);
  });
}

test('a metric that nobody began a practice for is put aside too', async () => {
  storage.repository.append(rowOf(startOf(), 1));
  await storage.repository.flush();
  expect(letters()).toMatchObject([{ reason: expect.stringContaining('foreign key') }]);
});

test('a table that is away for a while is no reason to put anything aside', async () => {
  const start = startOf();
  storage.repository.begin(start);
  await storage.repository.flush();
  await query(database.address, 'ALTER TABLE session_metrics RENAME TO elsewhere');
  storage.repository.append(rowOf(start, 1));
  await expect(storage.repository.flush()).rejects.toMatchObject({ code: 'storage.unreachable' });
  await query(database.address, 'ALTER TABLE elsewhere RENAME TO session_metrics');
  await backAgain();
  expect(await collect(storage.repository.series(start.id))).toHaveLength(1);
  expect(() => letters()).toThrow();
});

test('a connection that is cut is made again, and nothing comes twice', async () => {
  const start = startOf();
  storage.repository.begin(start);
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 300; i++) storage.repository.append(rowOf(start, i));
    await query(
      database.address,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  }
  await backAgain();
  expect(await collect(storage.repository.series(start.id))).toHaveLength(1500);
});

/** Flushes until the drainer has found its way back. */
async function backAgain(): Promise<void> {
  for (;;) {
    const hasFlushed = await storage.repository.flush().then(
      () => true,
      () => false,
    );
    if (hasFlushed) return;
  }
}

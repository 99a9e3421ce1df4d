import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { RecordQueue } from '../../../src/core/persistence/record-queue.js';
import { ownFolder } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { startOf } from '../../support/session-repository-contract.js';
import { SilentLogger } from '../../support/silent-logger.js';

let clock: FakeClock;
let log: SilentLogger;
let obstacle: string;
let queue: RecordQueue;

/** Its thread cannot make a journal: a file is in the way. */
beforeEach(async () => {
  const folder = ownFolder();
  clock = new FakeClock();
  log = new SilentLogger();
  obstacle = join(folder, 'journal');
  writeFileSync(obstacle, '');
  queue = new RecordQueue({ folder, journalLimit: 1 << 30 }, clock, log);
  queue.enqueue({ kind: 'begin', start: startOf() });
  queue.start();
  await vi.waitFor(() => expect(clock.pending).toBe(1), 20_000); // it waits to be started again
});

test('nobody waits for a thread that is not there', async () => {
  await expect(queue.flush()).rejects.toMatchObject({ code: 'storage.unreachable' });
});

test('a bridge that stops meanwhile still brings to disk what was played, and starts nothing afterwards', async () => {
  rmSync(obstacle);
  await queue.close();
  expect(queue.safeRecords).toBe(1);
  expect(clock.pending).toBe(0);
});

test('what cannot be brought to disk in the end is told', async () => {
  await queue.close();
  expect(log.warnings.at(-1)).toMatch(/1 record .*lost/);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStorage, type Storage } from '../../../src/core/persistence/storage.js';
import { SystemClock } from '../../../src/core/system/system-clock.js';
import { type FreshDatabase, freshDatabase, ownFolder, query } from '../../support/database.js';
import {
  collect,
  endOf,
  rowOf,
  sessionRepositoryContract,
  startOf,
} from '../../support/session-repository-contract.js';
import { SilentLogger } from '../../support/silent-logger.js';

const clock = new SystemClock();
let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());

const open = (dataDir: string, env = database.env) =>
  openStorage({ env, dataDir, clock, log: new SilentLogger() });

describe('the shelf in PostgreSQL', () => {
  let storage: Storage;
  beforeEach(async () => {
    storage = await open(ownFolder());
  });
  afterEach(() => storage?.close());

  sessionRepositoryContract(async () => storage.repository);

  test('a practice of thousands of notes comes back whole and in order', async () => {
    const start = startOf();
    const rows = Array.from({ length: 5000 }, (_, i) => rowOf(start, Math.floor(i / 3)));
    storage.repository.begin(start);
    for (const row of rows) storage.repository.append(row);
    await storage.repository.flush();
    expect(await collect(storage.repository.series(start.id))).toEqual(rows);
  });

  test('what a record may hold arrives as it is: quotes, braces, emoji and no evidence', async () => {
    const start = startOf(0, { userId: `Ada "the {hammer}", \\ 'on' 🎸`, scaleName: 'NULL', tuning: null });
    storage.repository.begin(start);
    storage.repository.append(rowOf(start, 1, { pitchAccuracy: Number.NaN }));
    await storage.repository.flush();
    expect(await storage.repository.find(start.id)).toMatchObject(start);
    expect(await collect(storage.repository.series(start.id))).toMatchObject([{ pitchAccuracy: null }]);
  });

  test('the rows are under the names of the reference', async () => {
    const start = startOf();
    const row = rowOf(start, 1);
    storage.repository.begin(start);
    storage.repository.append(row);
    storage.repository.end(endOf(start, 2));
    await storage.repository.flush();
    const [session] = await query(database.address, 'SELECT * FROM sessions WHERE id = $1', [start.id]);
    expect(session).toMatchObject({
      session_id: start.id,
      user_id: 'ada',
      start_time: start.startTime,
      duration_seconds: 2,
      notes_detected_count: 5,
      notes_in_scale: 4,
      notes_out_of_scale: 1,
      unique_notes_used: 4,
      ambient_lighting_enabled: true,
    });
    const [metric] = await query(database.address, 'SELECT * FROM session_metrics WHERE session_id = $1', [
      start.id,
    ]);
    expect(metric).toMatchObject({
      id: row.id,
      timestamp: row.timestamp,
      detected_midi: 45.04,
      note_detected: true,
    });
  });
});

test('a bridge that is stopped leaves nothing in its journal, and starts again where it was', async () => {
  const dataDir = ownFolder();
  const first = await open(dataDir);
  const start = startOf();
  first.repository.begin(start);
  first.repository.end(endOf(start, 3));
  await first.close();
  const second = await open(dataDir);
  expect(await second.repository.find(start.id)).toMatchObject({ durationSeconds: 3 });
  expect(second.status()).toMatchObject({ state: 'ready', pending: 0 });
  await second.close();
});

test('a second bridge on the same data directory is told who is there', async () => {
  const dataDir = ownFolder();
  const first = await open(dataDir);
  await expect(open(dataDir)).rejects.toMatchObject({
    code: 'storage.data-dir-locked',
    message: expect.stringContaining(String(process.pid)),
  });
  await first.close();
  await (await open(dataDir)).close();
});

test('with the database away the bridge plays on; what was played arrives when it is back', async () => {
  const dataDir = ownFolder();
  const away = { ...database.env, DB_HOST: '127.0.0.1', DB_PORT: '1' };
  const first = await open(dataDir, away);
  const start = startOf();
  first.repository.begin(start);
  first.repository.append(rowOf(start, 1));
  first.repository.end(endOf(start, 2));
  expect(first.status()).toMatchObject({ state: 'unreachable', kind: 'external' });
  await expect(first.repository.flush()).rejects.toMatchObject({ code: 'storage.unreachable' });
  await expect(first.repository.find(start.id)).rejects.toMatchObject({ code: 'storage.unreachable' });
  await first.close();
  expect(first.status()).toMatchObject({ pending: 3 });
  const second = await open(dataDir);
  await second.repository.flush();
  expect(await second.repository.find(start.id)).toMatchObject({ durationSeconds: 2 });
  await second.close();
});

test('a practice that a stopped bridge left open ends where its last note is', async () => {
  const dataDir = ownFolder();
  const first = await open(dataDir);
  const start = startOf();
  first.repository.begin(start);
  for (const [second, inScale] of [
    [1, true],
    [2, true],
    [4, false],
  ] as const) {
    first.repository.append(rowOf(start, second, { inScale, pitchAccuracy: second / 10 }));
  }
  await first.close();
  const second = await open(dataDir);
  await second.repository.flush();
  expect(await second.repository.find(start.id)).toMatchObject({
    durationSeconds: 4,
    pitchAccuracy: 0.4,
    notesDetected: 3,
    notesInScale: 2,
    notesOutOfScale: 1,
    uniqueNotesUsed: 1,
  });
  await second.close();
});

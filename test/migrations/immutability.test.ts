import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDataSource } from '../../src/core/persistence/data-source.js';
import type { DatabaseAddress } from '../../src/core/persistence/database-address.js';
import { migrate } from '../../src/core/persistence/migrate.js';
import { uuidV7 } from '../../src/core/session/uuid-v7.js';
import { type FreshDatabase, freshDatabase, testServer } from '../support/database.js';
import { hasDebianServer, startDebianServer } from '../support/debian-server.js';

describe.each([
  ['the server of this run', async () => ({ address: await testServer(), stop: async () => {} }), true],
  ["Debian's PostgreSQL 15", startDebianServer, hasDebianServer],
] as const)('on %s', (_, startServer, isThere) => {
  describe.skipIf(!isThere)('an ended session', () => sealed(startServer));
});

function sealed(startServer: () => Promise<{ address: DatabaseAddress; stop(): Promise<void> }>): void {
  let server: Awaited<ReturnType<typeof startServer>>;
  let database: FreshDatabase;
  let client: pg.Client;
  let ended: string;
  let running: string;
  let metric: string;

  beforeAll(async () => {
    server = await startServer();
    database = await freshDatabase(server.address);
    const source = await createDataSource(database.address).initialize();
    await migrate(source);
    await source.destroy();
    client = await connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
    await server?.stop();
  });
  beforeEach(async () => {
    ended = uuidV7();
    running = uuidV7();
    metric = uuidV7();
    await begin(ended);
    await begin(running);
    await note(ended, metric);
    await end(ended);
  });

  async function connect(): Promise<pg.Client> {
    const made = new pg.Client(database.address);
    await made.connect();
    return made;
  }
  const begin = (id: string) =>
    client.query(
      `INSERT INTO sessions (id, session_id, user_id, start_time, scale_name, strictness, sensitivity, ambient_lighting_enabled)
       VALUES ($1, $2, 'ada', now(), 'C Major', 0.5, 0.5, true) ON CONFLICT DO NOTHING`,
      [id, id],
    );
  const note = (session: string, id: string, by = client) =>
    by.query(
      `INSERT INTO session_metrics (id, session_id, timestamp, note_detected)
       SELECT id, $2, now(), true FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING`,
      [[id], session],
    );
  const end = (id: string, by = client) =>
    by.query('UPDATE sessions SET end_time = now() WHERE id = $1 AND end_time IS NULL', [id]);

  test.each([
    ['a change of a column', "UPDATE sessions SET scale_name = 'other' WHERE id = $1"],
    ['opening it again', 'UPDATE sessions SET end_time = NULL WHERE id = $1'],
    ['another end', 'UPDATE sessions SET end_time = now() WHERE id = $1'],
    ['another id, beneath its metrics', 'UPDATE sessions SET id = gen_random_uuid() WHERE id = $1'],
    ['to be deleted beneath its metrics', 'DELETE FROM sessions WHERE id = $1'],
  ])('refuses %s', async (_, sql) => {
    await expect(client.query(sql, [ended])).rejects.toMatchObject({ code: 'SE001' });
  });

  test('refuses to be deleted', async () => {
    const bare = uuidV7();
    await begin(bare);
    await end(bare);
    await expect(client.query('DELETE FROM sessions WHERE id = $1', [bare])).rejects.toMatchObject({
      code: 'SE001',
    });
  });

  test.each(['TRUNCATE session_metrics', 'TRUNCATE sessions CASCADE'])('refuses %s', async (sql) => {
    await expect(client.query(sql)).rejects.toMatchObject({ code: 'SE001' });
  });

  test('takes no new metrics', async () => {
    await expect(note(ended, uuidV7())).rejects.toMatchObject({ code: 'SE001' });
  });

  test('accepts a replay of what it has, and inserts nothing', async () => {
    expect((await begin(ended)).rowCount).toBe(0);
    expect((await note(ended, metric)).rowCount).toBe(0);
    expect((await end(ended)).rowCount).toBe(0);
  });

  test.each([
    ['ended', 'UPDATE session_metrics SET pitch_accuracy = 1 WHERE session_id = $1'],
    ['ended', 'DELETE FROM session_metrics WHERE session_id = $1'],
    ['running', 'UPDATE session_metrics SET pitch_accuracy = 1 WHERE session_id = $1'],
    ['running', 'DELETE FROM session_metrics WHERE session_id = $1'],
  ])('metrics of an %s session are final: %s', async (which, sql) => {
    await note(running, uuidV7());
    const session = which === 'ended' ? ended : running;
    await expect(client.query(sql, [session])).rejects.toMatchObject({ code: 'SE002' });
  });

  test('an end waits for metrics that are on their way; nothing slips in behind it', async () => {
    const writer = await connect();
    await writer.query('BEGIN');
    await note(running, uuidV7(), writer);
    const ending = end(running);
    const first = await Promise.race([ending.then(() => 'ended'), blocked(writer)]);
    expect(first).toBe('waits');
    await writer.query('COMMIT');
    expect((await ending).rowCount).toBe(1);
    await expect(note(running, uuidV7(), writer)).rejects.toMatchObject({ code: 'SE001' });
    await writer.end();
  });

  test('metrics that meet an end on its way wait, and are refused when it is through', async () => {
    const ender = await connect();
    await ender.query('BEGIN');
    await end(running, ender);
    const late = note(running, uuidV7());
    const outcome = late.catch((error) => error);
    expect(await Promise.race([outcome.then(() => 'decided'), blocked(ender)])).toBe('waits');
    await ender.query('COMMIT');
    expect(await outcome).toMatchObject({ code: 'SE001' });
    await ender.end();
  });

  test("a user's data can be erased in a transaction that says so, and nobody else's with it", async () => {
    await client.query('BEGIN');
    await client.query("SET LOCAL fretcoach.erasing = 'ada'");
    await client.query('DELETE FROM session_metrics WHERE session_id = $1', [ended]);
    await client.query('DELETE FROM sessions WHERE id = $1', [ended]);
    await client.query("SET LOCAL fretcoach.erasing = 'bob'");
    await client.query('SAVEPOINT before');
    await note(running, uuidV7());
    const foreign = client.query('DELETE FROM session_metrics WHERE session_id = $1', [running]);
    await expect(foreign).rejects.toMatchObject({ code: 'SE002' });
    await client.query('ROLLBACK TO before');
    await client.query('COMMIT');
    expect((await client.query('SELECT 1 FROM sessions WHERE id = $1', [ended])).rowCount).toBe(0);
  });

  /** Resolves when the server says that somebody waits for a lock. */
  async function blocked(by: pg.Client): Promise<string> {
    for (;;) {
      const { rowCount } = await by.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      if (rowCount) return 'waits';
    }
  }
}

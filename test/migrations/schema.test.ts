import { expect, test } from 'vitest';
import { createDataSource } from '../../src/core/persistence/data-source.js';
import { migrate } from '../../src/core/persistence/migrate.js';
import { freshDatabase, query } from '../support/database.js';
import { migratedDatabase } from '../support/migrated-database.js';

const own = migratedDatabase();

async function columnsOf(table: string): Promise<Record<string, string>> {
  const rows = await query<{ column_name: string; data_type: string }>(
    own.database.address,
    'SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position',
    [table],
  );
  return Object.fromEntries(rows.map((row) => [row.column_name, row.data_type]));
}

test('sessions has the columns of the reference, then our own', async () => {
  expect(await columnsOf('sessions')).toEqual({
    id: 'uuid',
    user_id: 'character varying',
    session_id: 'character varying',
    start_time: 'timestamp with time zone',
    end_time: 'timestamp with time zone',
    duration_seconds: 'double precision',
    scale_name: 'character varying',
    strictness: 'double precision',
    sensitivity: 'double precision',
    pitch_accuracy: 'double precision',
    scale_conformity: 'double precision',
    timing_stability: 'double precision',
    notes_detected_count: 'integer',
    unique_notes_used: 'integer',
    notes_in_scale: 'integer',
    notes_out_of_scale: 'integer',
    ambient_lighting_enabled: 'boolean',
    created_at: 'timestamp with time zone',
    updated_at: 'timestamp with time zone',
    tuning: 'character varying',
    scale_size: 'integer',
    metrics_version: 'integer',
  });
});

test('session_metrics has the columns of the reference', async () => {
  expect(await columnsOf('session_metrics')).toEqual({
    id: 'uuid',
    session_id: 'uuid',
    timestamp: 'timestamp with time zone',
    pitch_accuracy: 'double precision',
    scale_conformity: 'double precision',
    timing_stability: 'double precision',
    detected_pitch_hz: 'double precision',
    detected_midi: 'double precision',
    pitch_class: 'integer',
    in_scale: 'boolean',
    note_detected: 'boolean',
    created_at: 'timestamp with time zone',
  });
});

test('the indices that reading needs are there', async () => {
  const rows = await query<{ indexdef: string }>(
    own.database.address,
    "SELECT indexdef FROM pg_indexes WHERE tablename IN ('sessions', 'session_metrics')",
  );
  const definitions = rows.map(({ indexdef }) => indexdef.replace(/^.* USING /, ''));
  expect(definitions).toEqual(
    expect.arrayContaining([
      'btree (user_id, start_time DESC, id DESC)',
      'btree (session_id, "timestamp")',
      'brin ("timestamp")',
    ]),
  );
});

test('after the migrations the schema builder finds nothing left to change', async () => {
  const { upQueries, downQueries } = await own.source.driver.createSchemaBuilder().log();
  expect([...upQueries, ...downQueries].map(({ query }) => query)).toEqual([]);
});

test('every migration can be taken back', async () => {
  const other = await freshDatabase();
  const scratch = await createDataSource(other.address).initialize();
  await migrate(scratch);
  for (const _ of scratch.migrations) await scratch.undoLastMigration();
  expect(await query(other.address, "SELECT relname FROM pg_class WHERE relname LIKE 'session%'")).toEqual(
    [],
  );
  await migrate(scratch);
  await scratch.destroy();
  await other.drop();
});

test('bridges that start together on an empty database all succeed', async () => {
  const other = await freshDatabase();
  const sources = await Promise.all(
    Array.from({ length: 6 }, () => createDataSource(other.address).initialize()),
  );
  await Promise.all(sources.map(migrate));
  const [row] = await query(other.address, 'SELECT count(*)::int AS count FROM fretcoach_migrations');
  expect(row).toEqual({ count: own.source.migrations.length });
  await Promise.all(sources.map((each) => each.destroy()));
  await other.drop();
});

test('a schema made by a newer program is refused and left alone', async () => {
  const other = await freshDatabase();
  const scratch = await createDataSource(other.address).initialize();
  await migrate(scratch);
  await query(
    other.address,
    "INSERT INTO fretcoach_migrations (timestamp, name) VALUES (9e12, 'AddTheFuture')",
  );
  await expect(migrate(scratch)).rejects.toMatchObject({
    code: 'storage.newer-schema',
    message: expect.stringContaining('AddTheFuture'),
  });
  await scratch.destroy();
  await other.drop();
});

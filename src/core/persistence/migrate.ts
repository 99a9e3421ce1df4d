import type { DataSource, QueryRunner } from 'typeorm';
import { StorageError } from '../errors.js';

/** Any number, the same in every bridge: whoever holds this lock changes the schema. */
const MIGRATION_LOCK = 5_463_722_100;

/**
 * Brings the schema up to date; bridges that start together take turns.
 * @throws StorageError `storage.newer-schema` when a newer FretCoach was here before: nothing is touched then.
 */
export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await refuseNewerSchema(runner, source);
    await source.runMigrations();
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => {});
    await runner.release();
  }
}

async function refuseNewerSchema(runner: QueryRunner, { migrations, options }: DataSource): Promise<void> {
  const table = String(options.migrationsTableName);
  const [{ exists }] = await runner.query('SELECT to_regclass($1) IS NOT NULL AS exists', [table]);
  if (!exists) return;
  const known = migrations.map(({ name }) => name);
  const [newer] = await runner.query(`SELECT name FROM ${table} WHERE name <> ALL ($1) LIMIT 1`, [known]);
  if (!newer) return;
  throw new StorageError(
    'storage.newer-schema',
    `Storage was made by a newer FretCoach (it knows "${newer.name}", this one does not). ` +
      'Nothing was changed. Update FretCoach, or use another data directory or database.',
  );
}

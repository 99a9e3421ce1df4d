import type { DataSource } from 'typeorm';
import { afterAll, beforeAll } from 'vitest';
import { createDataSource } from '../../src/core/persistence/data-source.js';
import { migrate } from '../../src/core/persistence/migrate.js';
import { type FreshDatabase, freshDatabase } from './database.js';

export interface MigratedDatabase {
  readonly database: FreshDatabase;
  readonly source: DataSource;
}

/** A database with our tables, for all tests of one file. */
export function migratedDatabase(): MigratedDatabase {
  const own = {} as { -readonly [Name in keyof MigratedDatabase]: MigratedDatabase[Name] };
  beforeAll(async () => {
    own.database = await freshDatabase();
    own.source = await createDataSource(own.database.address).initialize();
    await migrate(own.source);
  });
  afterAll(async () => {
    await own.source?.destroy();
    await own.database?.drop();
  });
  return own;
}

import { DataSource } from 'typeorm';
import { SessionEntity } from '../../entities/session-entity.js';
import { SessionMetricEntity } from '../../entities/session-metric-entity.js';
import { MIGRATIONS } from '../../migrations/index.js';
import type { DatabaseAddress } from './database-address.js';

/** Reading needs few connections; writing has its own. */
const POOL_SIZE = 4;

export function createDataSource({ user, ...address }: DatabaseAddress): DataSource {
  return new DataSource({
    type: 'postgres',
    ...address,
    username: user,
    entities: [SessionEntity, SessionMetricEntity],
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'all',
    migrationsTableName: 'fretcoach_migrations',
    installExtensions: false,
    applicationName: 'fretcoach',
    poolSize: POOL_SIZE,
    connectTimeoutMS: 5000,
    // A connection that idles in the pool may break with the server; the next query opens another.
    poolErrorHandler: () => {},
  });
}

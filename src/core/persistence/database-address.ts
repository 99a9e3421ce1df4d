import { StorageError } from '../errors.js';

/** Where a PostgreSQL database is reached. */
export interface DatabaseAddress {
  /** A host name, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Left out where the server asks for none. */
  readonly password?: string;
}

/** The server that `DB_*` name, or `null` when there is no `DB_HOST`: then the embedded one is meant. */
export function addressFromEnv(env: Readonly<Record<string, string | undefined>>): DatabaseAddress | null {
  const { DB_HOST: host, DB_PORT, DB_USER: user = 'postgres', DB_NAME, DB_PASSWORD: password } = env;
  if (!host) return null;
  const port = Number(DB_PORT || 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StorageError(
      'storage.unreachable',
      `DB_PORT is "${DB_PORT}": it must be a port, such as 5432.`,
    );
  }
  return { host, port, user, database: DB_NAME || user, ...(password ? { password } : {}) };
}

/** For people: without the password. */
export function describeAddress({ host, port, user, database }: DatabaseAddress): string {
  return `PostgreSQL database "${database}" at ${host}:${port} as ${user}`;
}

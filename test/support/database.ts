import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import type { DatabaseAddress } from '../../src/core/persistence/database-address.js';
import { copyCluster } from './copy-cluster.js';
import type { TestDatabase } from './global-setup.js';

/** The server for tests: the one that TEST_DATABASE_URL names, else the run's own embedded one. */
export async function testServer(): Promise<DatabaseAddress> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? addressFromUrl(new URL(url)) : embeddedServer();
}

/** Embedded, whatever the environment says. */
export async function embeddedServer(): Promise<DatabaseAddress> {
  return (await sharedDatabase()).address;
}

function sharedDatabase(): Promise<TestDatabase> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(inject('databaseSocket'));
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject).on('end', () => {
      const found = JSON.parse(answer);
      if (found.error) reject(new Error(found.error));
      else resolve(found);
    });
  });
}

/** An empty database of its own for a test file; `drop` it afterwards. */
export interface FreshDatabase {
  readonly address: DatabaseAddress;
  /** As `DB_*`, for whatever reads the environment. */
  readonly env: Record<string, string>;
  drop(): Promise<void>;
}

let count = 0;

export async function freshDatabase(server?: DatabaseAddress): Promise<FreshDatabase> {
  const admin = server ?? (await testServer());
  const database = `test_${process.pid}_${Date.now().toString(36)}_${count++}`;
  await query(admin, `CREATE DATABASE ${database}`);
  const address = { ...admin, database };
  const drop = () => query(admin, `DROP DATABASE ${database} WITH (FORCE)`);
  return { address, env: envOf(address), drop: async () => void (await drop()) };
}

export function envOf({ host, port, user, database, password }: DatabaseAddress): Record<string, string> {
  const env = { DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_NAME: database };
  return password === undefined ? env : { ...env, DB_PASSWORD: password };
}

/** Asks a database behind the product's back. */
export async function query<Row extends pg.QueryResultRow>(
  address: DatabaseAddress,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** A folder of the test's own, which goes with it. */
export function ownFolder(name = 'fretcoach-data-'): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  chmodSync(folder, 0o711); // as root, the server's account passes through
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return folder;
}

/** A data folder in which the embedded database is made already, though it never ran. */
export async function preparedFolder(folder = ownFolder()): Promise<string> {
  copyCluster((await sharedDatabase()).pristine, folder);
  return folder;
}

function addressFromUrl({
  hostname,
  port,
  username,
  password,
  pathname,
  searchParams,
}: URL): DatabaseAddress {
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    port: Number(port || searchParams.get('port') || 5432),
    user: decodeURIComponent(username) || 'postgres',
    database: decodeURIComponent(pathname.slice(1)) || 'postgres',
    ...(password ? { password: decodeURIComponent(password) } : {}),
  };
}

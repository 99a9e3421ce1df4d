import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { StorageError } from '../../errors.js';
import { holderOf } from '../data-dir-lock.js';
import { createDataSource } from '../data-source.js';
import { addressFromEnv, describeAddress } from '../database-address.js';
import { reasonOf } from '../drain/database-fault.js';
import { forgetLetters } from '../drain/dead-letters.js';
import { existingCluster } from '../embedded/cluster.js';
import { migrate } from '../migrate.js';
import { openStorage, type Storage, type StorageOptions, type StorageStatus } from '../storage.js';
import { unreachable } from '../unreachable.js';
import { backup, type TableCounts } from './backup.js';
import { forgetInDamaged, sessionsInDamaged, type Unreadable } from './damaged-segments.js';
import { eraseUser } from './erase-user.js';
import { countRows, restore } from './restore.js';
import { runningServer } from './running-server.js';
import { type Finding, verify } from './verify.js';

export interface DatabaseReport extends TableCounts {
  readonly kind: 'embedded' | 'external';
  readonly server: string;
  readonly data_dir: string;
  /** The process of the bridge that is at work there; `null` when none is. */
  readonly bridge: number | null;
  readonly database_bytes: number;
  readonly journal_bytes: number;
  readonly running_sessions: number;
  readonly dead_letters: number | null;
}

export interface Erasure extends TableCounts {
  /** What could not be read, and so may still hold something of the player. */
  readonly unreadable: readonly Unreadable[];
}

/** Looking after the database: beside a running bridge where that is safe, on its own otherwise. */
export class Maintenance {
  private constructor(
    private readonly options: StorageOptions,
    private readonly source: DataSource,
    private readonly storage: Storage | null,
  ) {}

  /** Whether there is anything to look after: a server that `DB_*` name, an embedded database, or notes that wait for one. */
  static hasAnything({ env, dataDir }: StorageOptions): boolean {
    return Boolean(addressFromEnv(env) || existingCluster(dataDir) || bytesIn(join(dataDir, 'journal')) > 0);
  }

  /** Opens storage and brings in what the journal holds; while a bridge runs there, only its database is opened. */
  static async open(options: StorageOptions): Promise<Maintenance> {
    const holder = holderOf(options.dataDir);
    if (holder === null) return Maintenance.alone(options);
    const address = addressFromEnv(options.env) ?? runningServer(options.dataDir);
    if (!address)
      throw new StorageError(
        'storage.unreachable',
        `The bridge (process ${holder}) is still starting: try again.`,
      );
    const source = createDataSource(address);
    await source.initialize().catch((cause) => {
      throw unreachable(describeAddress(address), reasonOf(cause), { cause });
    });
    await migrate(source);
    return new Maintenance(options, source, null);
  }

  private static async alone(options: StorageOptions): Promise<Maintenance> {
    const storage = await openStorage(options);
    try {
      await storage.repository.flush();
      return new Maintenance(options, storage.source, storage);
    } catch (error) {
      await storage.close();
      throw error;
    }
  }

  async status(): Promise<DatabaseReport> {
    const { dataDir, env } = this.options;
    const [row] =
      await this.source.query(`SELECT version() AS server, pg_database_size(current_database())::float8 AS
      database_bytes, (SELECT count(*) FROM sessions WHERE end_time IS NULL)::float8 AS running_sessions`);
    const written: StorageStatus | undefined = this.storage?.status();
    return {
      kind: addressFromEnv(env) ? 'external' : 'embedded',
      server: row.server.split(' on ')[0],
      data_dir: dataDir,
      bridge: this.storage ? null : holderOf(dataDir),
      ...(await countRows(this.source)),
      running_sessions: row.running_sessions,
      database_bytes: row.database_bytes,
      journal_bytes: bytesIn(join(dataDir, 'journal')),
      dead_letters: written?.deadLetters ?? null,
    };
  }

  backup(file: string): Promise<TableCounts> {
    return backup(this.source, resolve(file), this.options.clock.date());
  }

  restore(file: string): Promise<TableCounts> {
    return restore(this.source, resolve(file));
  }

  /** @throws StorageError `storage.data-dir-locked` while a bridge runs: its journal could bring the data back. */
  async eraseUser(userId: string): Promise<Erasure> {
    const { dataDir, clock } = this.options;
    if (!this.storage) {
      const message = `A bridge is at work in ${dataDir}: stop it first, so that nothing of the player comes back.`;
      throw new StorageError('storage.data-dir-locked', message);
    }
    const { sessionIds, ...counts } = await eraseUser(this.source, userId);
    const unreadable = this.forget(userId, sessionIds);
    const line = { at: clock.date(), ...counts }; // without the player: that is the point
    appendFileSync(join(dataDir, 'erasures.jsonl'), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    return { ...counts, unreadable };
  }

  /** Clears a player out of what lies beside the database. */
  private forget(userId: string, sessionIds: readonly string[]): Unreadable[] {
    const { dataDir } = this.options;
    const journal = join(dataDir, 'journal');
    const mark = `"userId":${JSON.stringify(userId)}`; // as it stands in records
    const texts = [mark, ...sessionIds, ...sessionsInDamaged(journal, mark)];
    forgetLetters(dataDir, texts);
    return forgetInDamaged(journal, texts);
  }

  verify(): Promise<Finding[]> {
    return verify(this.source, this.options.dataDir);
  }

  async close(): Promise<void> {
    if (this.storage) await this.storage.close();
    else await this.source.destroy();
  }
}

function bytesIn(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    return 0;
  }
}

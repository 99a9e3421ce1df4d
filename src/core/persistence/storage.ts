import type { DataSource } from 'typeorm';
import type { Clock } from '../plugin/clock.js';
import type { Logger } from '../plugin/logger.js';
import type { SessionReader } from '../session/history/session-reader.js';
import type { SessionRepository } from '../session/session-repository.js';
import { DataDirLock } from './data-dir-lock.js';
import { Database } from './database.js';
import { addressFromEnv } from './database-address.js';
import { RecordQueue } from './record-queue.js';
import type { WriteStatus } from './storage-messages.js';
import { TypeOrmSessionReader } from './typeorm-session-reader.js';
import { TypeOrmSessionRepository } from './typeorm-session-repository.js';

/** About ten days of playing. */
const JOURNAL_LIMIT = 1 << 30;

export interface StorageOptions {
  /** `DB_*` are read from it; without `DB_HOST` the embedded server is used. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The journal and, where it is used, the embedded database live here. Made when missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Bytes the journal may grow to while the database is away. */
  readonly journalLimit?: number;
}

/** How storage is doing, for people and for `readyz`. */
export interface StorageStatus extends WriteStatus {
  readonly kind: 'embedded' | 'external';
  readonly state: 'starting' | 'ready' | 'unreachable';
  /** Where the data are, without secrets. */
  readonly location: string;
  readonly dataDir: string;
}

const NOTHING_WRITTEN: WriteStatus = {
  unreachable: null,
  journalFailure: null,
  journalBytes: 0,
  pending: 0,
  deadLetters: 0,
  lost: 0,
};

/** The shelf, its database and its thread, opened and closed together. Records are taken from the first moment on. */
export class Storage {
  readonly repository: SessionRepository;
  readonly reader: SessionReader;
  private readonly database: Database;
  private readonly queue: RecordQueue;
  private lock: DataDirLock | null = null;

  constructor(private readonly options: StorageOptions) {
    const { env, dataDir, clock, log, journalLimit = JOURNAL_LIMIT } = options;
    this.queue = new RecordQueue({ folder: dataDir, journalLimit }, clock, log);
    this.database = new Database(
      { external: addressFromEnv(env), dataDir, clock, log },
      {
        onReady: (address) => this.queue.connect(address),
        onUnreachable: (reason) => this.queue.unreachable(reason),
      },
    );
    const source = () => this.database.source;
    this.repository = new TypeOrmSessionRepository(this.queue, source);
    this.reader = new TypeOrmSessionReader(source, () => clock.date());
  }

  /**
   * Resolves when the database is ready, or known to be away: then the journal keeps what is played until it comes.
   * @param port where the bridge answers that this is the storage of.
   * @throws StorageError `storage.data-dir-locked`, `storage.data-dir`, `storage.newer-schema` or `storage.embedded`.
   */
  async start(port: number | null = null): Promise<void> {
    this.lock = DataDirLock.take(this.options.dataDir, port);
    this.queue.start();
    try {
      await this.database.connect();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Records of this run that are on disk, and so survive whatever comes. */
  get safeRecords(): number {
    return this.queue.safeRecords;
  }

  /** For maintenance in this room. @throws StorageError while there is no database. */
  get source(): DataSource {
    return this.database.source;
  }

  status(): StorageStatus {
    const { kind, location, isReady, reason } = this.database;
    const writing = this.queue.status ?? NOTHING_WRITTEN;
    const unreachable = writing.unreachable ?? reason;
    const state = unreachable ? 'unreachable' : isReady ? 'ready' : 'starting';
    return { ...writing, unreachable, kind, state, location, dataDir: this.options.dataDir };
  }

  /** What was recorded is on disk when this resolves, and in the database if that can be reached. */
  async close(): Promise<void> {
    await this.queue.close();
    await this.database.close();
    this.lock?.release();
    this.lock = null;
  }
}

export async function openStorage(options: StorageOptions): Promise<Storage> {
  const storage = new Storage(options);
  await storage.start();
  return storage;
}

import type { DataSource } from 'typeorm';
import { StorageError } from '../errors.js';
import type { Clock, Undo } from '../plugin/clock.js';
import type { Logger } from '../plugin/logger.js';
import { type DatabaseAddress, describeAddress } from './database-address.js';
import { reasonOf } from './drain/database-fault.js';
import { EmbeddedPostgres } from './embedded/embedded-postgres.js';
import { migrate } from './migrate.js';
import { unreachable } from './unreachable.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

export interface DatabaseOptions {
  /** `null`: the embedded server. */
  readonly external: DatabaseAddress | null;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface DatabaseEvents {
  /** The schema is up to date; from now on rows may be written. */
  onReady(address: DatabaseAddress): void;
  onUnreachable(reason: string): void;
}

/** The database with its schema: reached, or tried for until it is. */
export class Database {
  private embedded: EmbeddedPostgres | null = null;
  private connected: DataSource | null = null;
  private failure: string | null = null;
  private retry: Undo | null = null;
  private attempt: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly options: DatabaseOptions,
    private readonly events: DatabaseEvents,
  ) {}

  get kind(): 'embedded' | 'external' {
    return this.options.external ? 'external' : 'embedded';
  }

  /** For people: where the data are. */
  get location(): string {
    const { external, dataDir } = this.options;
    return external ? describeAddress(external) : (this.embedded?.folder ?? dataDir);
  }

  /** Why there is no connection: a first try that failed. `null` when there is one, or none was tried yet. */
  get reason(): string | null {
    return this.failure;
  }

  get isReady(): boolean {
    return this.connected !== null;
  }

  /** @throws StorageError `storage.unreachable` while there is none. */
  get source(): DataSource {
    if (this.connected) return this.connected;
    throw unreachable(this.location, this.failure ?? 'it is still starting');
  }

  /**
   * One try; when the database is merely away, more follow by themselves.
   * @throws StorageError when trying again would not help.
   */
  connect(pause = FIRST_PAUSE): Promise<void> {
    const attempt = this.tryOnce(pause);
    this.attempt = attempt.catch(() => {});
    return attempt;
  }

  /** A try that is under way comes to its end first: what it opens is let go as well. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.retry?.();
    await this.attempt;
    await this.connected?.destroy();
    this.connected = null;
    await this.embedded?.stop();
  }

  private async tryOnce(pause: number): Promise<void> {
    try {
      // TypeORM takes longer to load than the server to start: both happen at once.
      const [address, { createDataSource }] = await Promise.all([this.address(), import('./data-source.js')]);
      this.connected = await migrated(createDataSource(address));
      this.failure = null;
      this.events.onReady(address);
    } catch (error) {
      if (isHopeless(error)) throw error;
      this.comeBack(reasonOf(error), pause);
    }
  }

  private async address(): Promise<DatabaseAddress> {
    const { external, ...options } = this.options;
    if (external) return external;
    this.embedded ??= await EmbeddedPostgres.start(options);
    return this.embedded.address;
  }

  private comeBack(reason: string, pause: number): void {
    this.failure = reason;
    this.events.onUnreachable(reason);
    if (this.isClosed) return;
    this.retry = this.options.clock.after(pause, () => {
      this.connect(Math.min(2 * pause, LONGEST_PAUSE)).catch((error) => {
        this.failure = reasonOf(error);
        this.options.log.error(this.failure);
      });
    });
  }
}

async function migrated(source: DataSource): Promise<DataSource> {
  await source.initialize();
  try {
    await migrate(source);
    return source;
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

/** A full disk may get room again; everything else that we name ourselves needs a person. */
function isHopeless(error: unknown): boolean {
  return error instanceof StorageError && !/No space left|ENOSPC/.test(error.message);
}

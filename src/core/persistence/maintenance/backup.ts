import { createHash, type Hash } from 'node:crypto';
import { createWriteStream, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { messageOf, StorageError } from '../../errors.js';
import { syncFolder } from '../sync-folder.js';

export const BACKUP_FORMAT = 'fretcoach-backup';
export const BACKUP_VERSION = 1;

/** Rows that are in memory at a time. */
const PAGE = 2000;

/** Sessions before their metrics, so that a reader needs to look at each line once. */
const TABLES = ['sessions', 'session_metrics'] as const;

export interface TableCounts {
  readonly sessions: number;
  readonly session_metrics: number;
}

/**
 * Writes everything to a file of JSON lines, as of one instant: a header, a line a row (`{"sessions": {…}}`, under the
 * names of the columns), and a last line with the counts and the SHA-256 of all lines before it. The file gets its
 * name when it is complete and on disk.
 * @throws StorageError `storage.backup` when the file cannot be written.
 */
export async function backup(source: DataSource, file: string, now: Date): Promise<TableCounts> {
  const runner = source.createQueryRunner();
  const out = new HashedLines(file);
  try {
    await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await out.line({ format: BACKUP_FORMAT, version: BACKUP_VERSION, created_at: now });
    const counts = { sessions: 0, session_metrics: 0 };
    for (const table of TABLES) counts[table] = await copyTable(runner, table, out);
    await out.close(counts);
    return counts;
  } finally {
    await runner.query('ROLLBACK').catch(() => {});
    await runner.release();
  }
}

async function copyTable(runner: QueryRunner, table: string, out: HashedLines): Promise<number> {
  await runner.query(
    `DECLARE ${table}_rows CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${table} t ORDER BY id`,
  );
  for (let count = 0; ; ) {
    const rows: { row: string }[] = await runner.query(`FETCH ${PAGE} FROM ${table}_rows`);
    if (rows.length === 0) return count;
    count += rows.length;
    await out.write(rows.map(({ row }) => `{"${table}":${row}}\n`).join(''));
  }
}

/** Lines on their way to a file, which gets its name at their end, with their checksum. */
class HashedLines {
  private readonly stream;
  private readonly hash: Hash = createHash('sha256');
  /** The first one: those that follow only say that the stream is gone. */
  private fault: Error | null = null;

  constructor(private readonly file: string) {
    this.stream = createWriteStream(`${file}.unfinished`, { mode: 0o600, flush: true });
    this.stream.on('error', (error) => {
      this.fault ??= error; // told by write and close
    });
  }

  line(value: object): Promise<void> {
    return this.write(`${JSON.stringify(value)}\n`);
  }

  async write(text: string): Promise<void> {
    this.hash.update(text);
    await new Promise<void>((resolve, reject) =>
      this.stream.write(text, (error) => (error ? reject(this.refusal(error)) : resolve())),
    );
  }

  async close(counts: TableCounts): Promise<void> {
    this.stream.end(`${JSON.stringify({ end: { ...counts, sha256: this.hash.digest('hex') } })}\n`);
    try {
      await finished(this.stream);
      renameSync(`${this.file}.unfinished`, this.file);
    } catch (error) {
      throw this.refusal(error);
    }
    syncFolder(dirname(this.file));
  }

  private refusal(error: unknown): StorageError {
    const cause = this.fault ?? error;
    const folder = dirname(this.file);
    const hasNoFolder = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = hasNoFolder ? `there is no folder ${folder}. Make it, or name` : `${messageOf(cause)}. Name`;
    const message = `The backup cannot be written to ${this.file}: ${why} a file in another folder.`;
    return new StorageError('storage.backup', message, { cause });
  }
}

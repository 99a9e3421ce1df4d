import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { StorageError } from '../../errors.js';
import { BACKUP_FORMAT, BACKUP_VERSION, type TableCounts } from './backup.js';

export type BackupTable = keyof TableCounts;

/** A row as it stands in the file: JSON text, in batches of one table. */
export interface RowBatch {
  readonly table: BackupTable;
  readonly rows: readonly string[];
}

const BATCH = 1000;
const LINE = /^\{"(sessions|session_metrics)":(.*)\}$/s;

/** Reads a backup to its end. @throws StorageError `storage.backup` when it is none, incomplete or damaged. */
export async function checkBackup(file: string): Promise<TableCounts> {
  const hash = createHash('sha256');
  const counts = { sessions: 0, session_metrics: 0 };
  let ended = false;
  let isFirst = true;
  for await (const line of linesOf(file)) {
    if (ended) throw unusable(file, 'something stands behind its end');
    if (isFirst) checkHeader(file, line);
    isFirst = false;
    const table = LINE.exec(line)?.[1] as BackupTable | undefined;
    if (line.startsWith('{"end":')) ended = matchesEnd(line, counts, hash.digest('hex'));
    else hash.update(`${line}\n`);
    if (table) counts[table] += 1;
  }
  if (!ended) throw unusable(file, 'it is incomplete or was changed: its last line does not match the rest');
  return counts;
}

export async function* rowBatches(file: string): AsyncIterable<RowBatch> {
  let batch: { table: BackupTable; rows: string[] } | null = null;
  for await (const line of linesOf(file)) {
    const [, table, row] = LINE.exec(line) ?? [];
    if (!table || row === undefined) continue;
    if (batch && (batch.table !== table || batch.rows.length >= BATCH)) {
      yield batch;
      batch = null;
    }
    batch ??= { table: table as BackupTable, rows: [] };
    batch.rows.push(row);
  }
  if (batch) yield batch;
}

async function* linesOf(file: string): AsyncIterable<string> {
  const input = createReadStream(file, 'utf8');
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    input.destroy();
  }
}

function checkHeader(file: string, line: string): void {
  const header = parsed(line);
  if (header?.format !== BACKUP_FORMAT) throw unusable(file, 'it is not a backup of FretCoach');
  if (header.version !== BACKUP_VERSION)
    throw unusable(file, `its version ${header.version} is not known here`);
}

function matchesEnd(line: string, counts: TableCounts, sha256: string): boolean {
  const end = parsed(line)?.end as (TableCounts & { sha256: string }) | undefined;
  return (
    end?.sha256 === sha256 &&
    end.sessions === counts.sessions &&
    end.session_metrics === counts.session_metrics
  );
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function unusable(file: string, why: string): StorageError {
  return new StorageError('storage.backup', `${file} cannot be restored: ${why}. Nothing was changed.`);
}

import { decodeRecord, type JournalRecord } from '../journal/record.js';
import type { Position } from '../journal/segments.js';
import type { DatabaseWriter } from './database-writer.js';
import { type Statement, statementsFor } from './statements.js';

/** Records of the journal, the statements that store them, and where to read on. */
export interface Batch {
  readonly records: readonly JournalRecord[];
  readonly statements: readonly Statement[];
  readonly next: Position;
}

/** A batch on its way to the server. */
interface Sending extends Batch {
  /** Why the server did not store it, or `null`; never rejects. */
  readonly failure: Promise<unknown>;
}

export function batchOf(texts: readonly string[], next: Position): Batch {
  const records = texts.map(decodeRecord);
  return { records, next, statements: statementsFor(records) };
}

export function send(writer: DatabaseWriter, batch: Batch): Sending {
  return { ...batch, failure: failureOf(writer.store(batch.statements)) };
}

export function failureOf(storing: Promise<void>): Promise<unknown> {
  return storing.then(
    () => null,
    (error) => error,
  );
}

/**
 * Whether a batch may be stored although the one before it turns out to be refused and is tried again in parts. An end
 * may not: it would lock out the metrics that are still to come.
 */
export function mayOvertake({ records }: Batch): boolean {
  return records.length > 0 && records.every(({ kind }) => kind === 'begin' || kind === 'metric');
}

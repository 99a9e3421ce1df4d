import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeRecord, type JournalRecord } from '../journal/record.js';

/** Records that the database refused, each with its reason, one a line, for a person to look at. */
export class DeadLetters {
  readonly path: string;
  private total: number;

  constructor(folder: string) {
    this.path = join(folder, 'dead-letters.jsonl');
    this.total = existsSync(this.path) ? readFileSync(this.path, 'utf8').split('\n').length - 1 : 0;
  }

  get count(): number {
    return this.total;
  }

  /** On disk when it returns. */
  add(record: JournalRecord, reason: string, at: Date): void {
    const line = JSON.stringify({ at, reason, record: JSON.parse(encodeRecord(record)) });
    const descriptor = openSync(this.path, 'a', 0o600);
    try {
      appendFileSync(descriptor, `${line}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    this.total += 1;
  }
}

import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeRecord, type JournalRecord } from '../journal/record.js';
import { replaceFile } from '../replace-file.js';

/** Records that the database refused, each with its reason, one a line, for a person to look at. */
export class DeadLetters {
  readonly path: string;
  private total: number;

  constructor(folder: string) {
    this.path = pathIn(folder);
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

/** Takes out the letters in which one of these texts stands. */
export function forgetLetters(folder: string, texts: readonly string[]): void {
  const path = pathIn(folder);
  if (!existsSync(path)) return;
  const lines = readFileSync(path, 'utf8').split('\n');
  replaceFile(path, lines.filter((line) => !texts.some((text) => line.includes(text))).join('\n'));
}

function pathIn(folder: string): string {
  return join(folder, 'dead-letters.jsonl');
}

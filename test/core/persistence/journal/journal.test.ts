import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Journal } from '../../../../src/core/persistence/journal/journal.js';
import { ownFolder } from '../../../support/database.js';

let folder: string;
beforeEach(() => {
  folder = ownFolder();
});

function write(journal: Journal, ...texts: string[]): void {
  for (const text of texts) journal.append(text);
  journal.sync();
}

function readAll(journal: Journal): string[] {
  const texts: string[] = [];
  for (let part = journal.read(journal.start, 3); part.texts.length > 0; part = journal.read(part.next, 3)) {
    texts.push(...part.texts);
  }
  return texts;
}

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `record ${from + i}`);

test('only what was synced can be read', () => {
  const journal = new Journal(folder);
  journal.append('one');
  expect(readAll(journal)).toEqual([]);
  journal.sync();
  expect(readAll(journal)).toEqual(['one']);
});

test('the next run reads what this one left, and writes on in a segment of its own', () => {
  write(new Journal(folder), ...numbers(5));
  const next = new Journal(folder);
  write(next, 'new');
  expect(readAll(next)).toEqual([...numbers(5), 'new']);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('reading goes on over the ends of segments', () => {
  const journal = new Journal(folder, undefined, 30);
  for (const text of numbers(5)) write(journal, text);
  expect(readdirSync(folder).length).toBeGreaterThan(1);
  expect(journal.read(journal.start, 4).texts).toEqual(numbers(4));
  expect(journal.read(journal.start, 9)).toEqual({ texts: numbers(5), next: journal.end });
});

test('segments turn over at their limit, each with the heading, and go when all of them has arrived', () => {
  const journal = new Journal(folder, () => ['still open'], 100);
  for (const text of numbers(12)) write(journal, text);
  const heard = readAll(journal);
  expect(heard.filter((text) => text !== 'still open')).toEqual(numbers(12));
  expect(heard.filter((text) => text === 'still open')).toHaveLength(readdirSync(folder).length - 1);
  journal.release(journal.end);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(journal.start.segment).toBe(journal.end.segment);
});

test.each([
  ['torn off in the middle of a record', (file: string) => truncateSync(file, readFileSync(file).length - 3)],
  ['torn off in the middle of a header', (file: string) => appendFileSync(file, Buffer.from([7, 0]))],
  [
    'followed by zeros, as some file systems leave',
    (file: string) => appendFileSync(file, Buffer.alloc(500)),
  ],
  ['followed by rubbish', (file: string) => appendFileSync(file, Buffer.alloc(500, 0xa5))],
])('a segment %s ends there; what comes after in others is read', (_, spoil) => {
  write(new Journal(folder), ...numbers(4));
  spoil(join(folder, readdirSync(folder)[0] ?? ''));
  const next = new Journal(folder);
  write(next, 'after');
  const texts = readAll(next);
  expect(texts.at(-1)).toBe('after');
  expect(texts.slice(0, 3)).toEqual(numbers(3));
});

test('a record longer than a chunk of reading comes back whole', () => {
  const journal = new Journal(folder);
  const long = 'x'.repeat(1 << 20);
  write(journal, 'short', long, 'end');
  expect(readAll(journal)).toEqual(['short', long, 'end']);
});

test('files that are not ours do not matter', () => {
  writeFileSync(join(folder, 'notes.txt'), 'hello');
  const journal = new Journal(folder);
  write(journal, 'one');
  expect(readAll(journal)).toEqual(['one']);
});

test('a segment that was damaged is kept under another name when what can be read has arrived', () => {
  write(new Journal(folder), ...numbers(4));
  const [name = ''] = readdirSync(folder);
  const path = join(folder, name);
  appendFileSync(path, Buffer.alloc(500, 0xa5));
  const spoilt = readFileSync(path);
  const next = new Journal(folder);
  expect(readAll(next)).toEqual(numbers(4));
  expect(next.damagedPaths).toEqual([path]);
  next.release(next.end);
  expect(readFileSync(`${path}.damaged`)).toEqual(spoilt);
  expect(new Journal(folder).damagedPaths).toEqual([]);
});

test.each([
  ['a changed letter', 8 + 3],
  ['a changed length', 1],
  ['a changed length that points behind the end', 2],
])('%s in the middle of a segment costs that record and no other', (_, at) => {
  write(new Journal(folder), ...numbers(4));
  const path = join(folder, readdirSync(folder)[0] ?? '');
  const bytes = readFileSync(path);
  const second = bytes.length / 4 + at;
  bytes.writeUInt8(bytes.readUInt8(second) ^ 0x0f, second);
  writeFileSync(path, bytes);
  const next = new Journal(folder);
  expect(readAll(next)).toEqual(['record 0', 'record 2', 'record 3']);
  expect(next.damagedPaths).toEqual([path]);
});

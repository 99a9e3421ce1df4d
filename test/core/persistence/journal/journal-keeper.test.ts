import { appendFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { JournalKeeper } from '../../../../src/core/persistence/journal/journal-keeper.js';
import { decodeRecord, encodeRecord } from '../../../../src/core/persistence/journal/record.js';
import { ownFolder } from '../../../support/database.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { endOf, rowOf, startOf } from '../../../support/session-repository-contract.js';

let clock: FakeClock;
let folder: string;
let journaled: number;
let warnings: string[];

beforeEach(() => {
  clock = new FakeClock();
  folder = ownFolder();
  journaled = 0;
  warnings = [];
});

function open(limit = 1 << 30): JournalKeeper {
  return new JournalKeeper(folder, limit, clock, {
    onJournaled: (count) => {
      journaled += count;
    },
    onWarning: (message) => warnings.push(message),
  });
}

const start = startOf();
const begin = encodeRecord({ kind: 'begin', start });
const note = () => encodeRecord({ kind: 'metric', row: rowOf(start, 1) });
const end = encodeRecord({ kind: 'end', end: endOf(start, 2) });

function textsIn({ journal }: JournalKeeper, most = 9): string[] {
  const texts: string[] = [];
  for (
    let part = journal.read(journal.start, most);
    part.texts.length > 0;
    part = journal.read(part.next, most)
  )
    texts.push(...part.texts);
  return texts;
}

function kindsIn(keeper: JournalKeeper): string[] {
  return textsIn(keeper).map((text) => decodeRecord(text).kind);
}

test('the first record is on disk at once, those after it at most 100 ms later, together', () => {
  const keeper = open();
  clock.advance(1000);
  keeper.accept([begin]);
  clock.advance(0);
  expect(journaled).toBe(1);
  for (let i = 0; i < 9; i++) {
    keeper.accept([note()]);
    clock.advance(10);
  }
  expect(journaled).toBe(1);
  clock.advance(10);
  expect(journaled).toBe(10);
});

test('what an earlier run left open is ended by this one, once', () => {
  const first = open();
  first.accept([begin, note()]);
  first.sync();
  first.close(false);
  const second = open();
  expect(kindsIn(second)).toEqual(['begin', 'metric', 'abandon']);
  second.close(false);
  expect(kindsIn(open())).toEqual(['begin', 'metric', 'abandon']);
});

test('an ended practice leaves nothing to end', () => {
  const first = open();
  first.accept([begin, note(), end]);
  first.sync();
  first.close(false);
  const second = open();
  expect(second.hasOpenSessions).toBe(false);
  expect(kindsIn(second)).toEqual(['begin', 'metric', 'end']);
});

test('when all has arrived nothing stays behind', () => {
  const keeper = open();
  keeper.accept([begin, note(), end]);
  keeper.sync();
  keeper.close(true);
  expect(readdirSync(join(folder, 'journal'))).toEqual([]);
});

test('a full journal warns in time, then gives up notes, counted, but never a beginning or an end', () => {
  const keeper = open(2000);
  keeper.accept([begin]);
  for (let i = 0; i < 20; i++) {
    keeper.accept([note()]);
    keeper.sync();
  }
  expect(warnings).toEqual([expect.stringMatching(/The journal is 8\d % full/)]);
  const { lost } = keeper;
  expect(lost).toBeGreaterThan(5);
  keeper.accept([end]);
  keeper.sync();
  expect(keeper.lost).toBe(lost);
  expect(kindsIn(keeper).filter((kind) => kind !== 'metric')).toEqual(['begin', 'end']);
  expect(statSync(join(folder, 'journal', '000000000001.journal')).size).toBeLessThan(3000);
  expect(journaled).toBe(22); // nobody waits for what was given up
});

test('a practice that goes on in a new segment counts every record that is there', () => {
  const keeper = open();
  keeper.accept([begin]);
  while (readdirSync(join(folder, 'journal')).length < 2) {
    keeper.accept(Array.from({ length: 5000 }, note));
    keeper.sync();
  }
  const texts = textsIn(keeper, 5000);
  expect(texts.filter((text) => text === begin)).toHaveLength(2);
  expect(keeper.count).toBe(texts.length);
});

test('damage that a start finds is told once, with where the file is kept', () => {
  const keeper = open();
  keeper.accept([begin, end]);
  keeper.sync();
  keeper.close(false);
  const path = join(folder, 'journal', readdirSync(join(folder, 'journal'))[0] ?? '');
  appendFileSync(path, Buffer.alloc(500, 0xa5));
  expect(kindsIn(open())).toEqual(['begin', 'end']);
  expect(warnings).toEqual([expect.stringContaining(`${path}.damaged`)]);
});

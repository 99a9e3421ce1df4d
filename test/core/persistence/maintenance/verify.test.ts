import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeFrame } from '../../../../src/core/persistence/journal/frame.js';
import { segmentPath } from '../../../../src/core/persistence/journal/segments.js';
import { verify } from '../../../../src/core/persistence/maintenance/verify.js';
import { ownFolder } from '../../../support/database.js';
import { migratedDatabase } from '../../../support/migrated-database.js';

const own = migratedDatabase();

/** What verify says of a journal with these segments. */
async function journalOf(...segments: Buffer[]) {
  const dataDir = ownFolder();
  const folder = join(dataDir, 'journal');
  mkdirSync(folder);
  for (const [i, bytes] of segments.entries()) writeFileSync(segmentPath(folder, i + 1), bytes);
  const [journal] = await verify(own.source, dataDir);
  return journal;
}

const notes = Buffer.concat(['one', 'two', 'three'].map(encodeFrame));

test('a journal that waits is counted', async () => {
  expect(await journalOf(notes, notes)).toMatchObject({ ok: true, detail: '6 records wait in it' });
});

test('a tail that a crash cut off is told, and is no fault', async () => {
  expect(await journalOf(notes, notes.subarray(0, -2))).toMatchObject({
    ok: true,
    detail:
      '5 records wait in it; 000000000002.journal ends in 11 bytes of a record that a crash cut off before it was safe: nothing to do',
  });
});

test('room that was never written is a cut-off tail too', async () => {
  expect(await journalOf(Buffer.concat([notes, Buffer.alloc(500)]))).toMatchObject({ ok: true });
});

test('a segment that was set aside is a fault until somebody takes it away', async () => {
  const dataDir = ownFolder();
  mkdirSync(join(dataDir, 'journal'));
  writeFileSync(`${segmentPath(join(dataDir, 'journal'), 7)}.damaged`, notes);
  const [journal] = await verify(own.source, dataDir);
  expect(journal).toMatchObject({
    ok: false,
    detail:
      '0 records wait in it; 000000000007.journal.damaged was set aside: a part of it could not be read',
  });
});

test('bytes that changed after they were written are a fault', async () => {
  const damaged = Buffer.from(notes);
  damaged.writeUInt8(0x21, 8 + 3 + 8);
  expect(await journalOf(damaged, notes)).toMatchObject({
    ok: false,
    detail:
      '5 records wait in it; 000000000001.journal is damaged: 11 bytes of it do not fit their checksum and cannot be stored; look at the disk',
  });
});

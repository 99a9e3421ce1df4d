import fs from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { Journal } from '../../../src/core/persistence/journal/journal.js';
import { ownFolder } from '../../support/database.js';
import { afterPowerCut, type DiskOperation } from '../../support/power-cut.js';

/** States of the disk that are tried for each cut; `CHAOS_POWER_CUTS=200` for the long run. */
const SEEDS = Number(process.env.CHAOS_POWER_CUTS ?? 1);

/** What the journal asks of the disk; the real one is asked too, except to sync, which would only take time. */
const disk = vi.hoisted(() => ({ log: [] as DiskOperation[], files: 0, open: new Map<number, number>() }));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const recorded = {
    openSync(path: string, flags: string, mode?: number) {
      const descriptor = real.openSync(path, flags, mode);
      disk.open.delete(descriptor);
      if (flags !== 'wx') return descriptor;
      disk.open.set(descriptor, ++disk.files);
      disk.log.push({ kind: 'create', file: disk.files, name: basename(path) });
      return descriptor;
    },
    writeSync(descriptor: number, bytes: Buffer, from: number, length: number, at: number) {
      const file = disk.open.get(descriptor) ?? 0;
      disk.log.push({ kind: 'write', file, at, bytes: Buffer.from(bytes.subarray(from, from + length)) });
      return real.writeSync(descriptor, bytes, from, length, at);
    },
    ftruncateSync(descriptor: number, length: number) {
      disk.log.push({ kind: 'truncate', file: disk.open.get(descriptor) ?? 0, length });
      real.ftruncateSync(descriptor, length);
    },
    fdatasyncSync: (descriptor: number) =>
      disk.log.push({ kind: 'sync', file: disk.open.get(descriptor) ?? 0 }),
    fsyncSync: () => disk.log.push({ kind: 'sync-folder' }),
    unlinkSync(path: string) {
      disk.log.push({ kind: 'unlink', name: basename(path) });
      real.unlinkSync(path);
    },
    renameSync(from: string, to: string) {
      disk.log.push({ kind: 'rename', from: basename(from), to: basename(to) });
      real.renameSync(from, to);
    },
  };
  return { ...real, ...recorded, default: { ...real, ...recorded } };
});

beforeEach(() => {
  disk.log = [];
});

/** A moment between two operations: what had been promised, and what the database had confirmed. */
interface Moment {
  readonly operations: number;
  readonly promised: number;
  readonly stored: number;
}

const text = (number: number) => JSON.stringify(['m', number, 'x'.repeat((97 * number) % 700)]);

/** Forty groups of notes, of which the database takes some now and then. Returns what was so when. */
function play(journal: Journal): Moment[] {
  const moments: Moment[] = [];
  let promised = 0;
  let stored = 0;
  let position = journal.start;
  for (let group = 0; group < 40; group++) {
    const size = 1 + (group % 4);
    for (let i = 0; i < size; i++) journal.append(text(promised + i));
    journal.sync();
    promised += size;
    moments.push({ operations: disk.log.length, promised, stored });
    if (group % 5 !== 4) continue;
    const { texts, next } = journal.read(position, 9);
    stored += texts.filter((each) => each !== HEADING).length;
    position = next;
    moments.push({ operations: disk.log.length, promised, stored });
    journal.release(position);
  }
  return moments;
}

const HEADING = JSON.stringify(['b', 'a session that is open']);

/** Park & Miller 1988, so that a cut that fails can be made again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (48_271 * state) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function readAll(journal: Journal): string[] {
  const texts: string[] = [];
  for (let part = journal.read(journal.start, 50); part.texts.length > 0; part = journal.read(part.next, 50))
    texts.push(...part.texts);
  return texts;
}

test('wherever the power is cut, what was promised and not yet stored is there, whole and in order', () => {
  const moments = play(new Journal(ownFolder(), () => [HEADING], 2000));
  const log = [...disk.log];
  const last = moments.at(-1)?.promised ?? 0;
  const image = ownFolder();
  let images = 0;
  for (let cut = 0; cut <= log.length; cut++) {
    const { promised, stored } = moments.findLast(({ operations }) => operations <= cut) ?? {
      promised: 0,
      stored: 0,
    };
    for (let seed = 1; seed <= SEEDS; seed++) {
      const folder = join(image, String(images++));
      fs.mkdirSync(folder);
      for (const [name, bytes] of afterPowerCut(log.slice(0, cut), randomFrom(1000 * cut + seed)))
        fs.writeFileSync(join(folder, name), bytes);
      const journal = new Journal(folder);
      const found = readAll(journal).filter((each) => each !== HEADING);
      const numbers = found.map((each) => JSON.parse(each)[1] as number);
      const due = Array.from({ length: promised - stored }, (_, i) => stored + i);
      const where = `cut ${cut}, seed ${seed}`;
      expect(
        numbers.filter((number) => number >= stored && number < promised),
        where,
      ).toEqual(due);
      expect(found, where).toEqual(numbers.map(text));
      expect(numbers, where).toEqual(numbers.toSorted((a, b) => a - b));
      expect(Math.max(0, ...numbers), where).toBeLessThan(last);
      journal.close(true);
    }
  }
  process.stdout.write(
    `power cut after each of ${log.length} operations, ${images} states of the disk: nothing lost\n`,
  );
});

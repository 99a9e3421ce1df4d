import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';

/** The unprivileged account that the server runs under when the bridge is root: PostgreSQL refuses to be root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** Accounts that are found on nearly every machine, the fitting ones first. */
const CANDIDATES = ['fretcoach', 'postgres', '_postgres', 'nobody'];

/** The account to run under, or `null` when the bridge's own will do. */
export function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = new Map(
    passwdLines().map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  );
  const name = CANDIDATES.find((candidate) => accounts.has(candidate));
  return accounts.get(name ?? '') ?? null;
}

/** A folder that is in use keeps its owner, whatever accounts have come since. */
export function ownerOf(folder: string): ServerAccount | null {
  const { uid, gid } = statSync(folder);
  return process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : null;
}

export function giveTo(account: ServerAccount | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Whether the account can enter a folder (or run a program) with all that lies above it. Only the kernel really knows. */
export function canReach(account: ServerAccount | null, path: string): boolean {
  if (!account) return true;
  const { uid, gid } = account;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid, gid, cwd: '/' }).status === 0;
}

function passwdLines(): string[][] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.map((line) => line.split(':')).filter(([name]) => name !== undefined && name !== '');
}

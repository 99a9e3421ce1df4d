import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a copy of a server's files, owners included, into a data folder: a tenth of the time that making them takes. */
export function copyCluster(files: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o711); // the server's account passes through
  execFileSync('cp', ['-a', files, join(dataDir, 'postgres')]);
}

import { renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.js';

/** Puts other content in the place of a file: after a crash there is the old or the new, never a half. */
export function replaceFile(path: string, content: string | Buffer): void {
  const draft = `${path}.unfinished`;
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  renameSync(draft, path);
  syncFolder(dirname(path));
}

import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A new name is safe only when its folder is on disk too. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // folders cannot be opened there, and need not be
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

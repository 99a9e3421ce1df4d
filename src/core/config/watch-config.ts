import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Milliseconds } from '../music/units.js';
import type { Clock, Undo } from '../plugin/clock.js';

/** Editors write in several steps: quiet for this long means done. */
const DEBOUNCE: Milliseconds = 300;

/**
 * Calls when the file has changed, appeared or been replaced. Where the system cannot watch folders it never calls:
 * then SIGHUP and `POST /config/reload` still work.
 */
export function watchConfig(file: string, clock: Clock, changed: () => void): Undo {
  let cancel: Undo = () => {};
  const settle = (_event: string, name: string | null): void => {
    if (name !== null && name !== basename(file)) return;
    cancel();
    cancel = clock.after(DEBOUNCE, changed);
  };
  try {
    // The folder, because editors replace the file, which would end a watch on the file itself.
    const watcher = watch(dirname(file), { persistent: false }, settle);
    watcher.on('error', () => watcher.close());
    return () => {
      cancel();
      watcher.close();
    };
  } catch {
    return () => {};
  }
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with `package.json`: three up, from `src/core/system` as from `dist/core/system`. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Only Windows needs one: elsewhere the socket's folder keeps strangers out. */
export function clusterPassword(
  dataDir: string,
  platform: NodeJS.Platform = process.platform,
): { readonly file: string; readonly text: string } | null {
  if (platform !== 'win32') return null;
  const file = join(dataDir, 'postgres.password');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return { file, text: readFileSync(file, 'utf8') };
}

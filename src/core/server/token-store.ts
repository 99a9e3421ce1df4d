import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ConfigError, messageOf, RequestError, StorageError } from '../errors.js';
import type { Scope } from '../plugin/plugin-context.js';

const storedToken = z.object({
  name: z.string(),
  scopes: z.array(z.enum(['read', 'feedback', 'control', 'admin'])),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  created_at: z.string(),
});
const tokenFile = z.object({ tokens: z.array(storedToken) });
export type StoredToken = z.infer<typeof storedToken>;

/** The file of tokens: names, scopes and hashes. The tokens themselves are shown once and kept nowhere. */
export class TokenStore {
  constructor(private readonly file: string) {}

  list(): readonly StoredToken[] {
    if (!existsSync(this.file)) return [];
    try {
      return tokenFile.parse(JSON.parse(readFileSync(this.file, 'utf8'))).tokens;
    } catch (cause) {
      throw new ConfigError(`The tokens in ${this.file} cannot be read: restore or remove the file.`, [], {
        cause,
      });
    }
  }

  /** Changes with every change of the file. */
  stamp(): string {
    if (!existsSync(this.file)) return '';
    const { mtimeMs, size, ino } = statSync(this.file);
    return `${mtimeMs} ${size} ${ino}`;
  }

  /** Makes a token of 256 random bits and tells it this once. */
  add(name: string, scopes: readonly Scope[], now: Date): string {
    const tokens = this.list();
    if (tokens.some((token) => token.name === name)) {
      throw new RequestError(
        'request.invalid',
        `There is a token "${name}" already: revoke it first, or choose another name.`,
      );
    }
    const token = `fc_${randomBytes(32).toString('base64url')}`;
    this.write([
      ...tokens,
      { name, scopes: [...scopes], hash: hashOf(token), created_at: now.toISOString() },
    ]);
    return token;
  }

  /** False when there is none of that name. */
  revoke(name: string): boolean {
    const tokens = this.list();
    const kept = tokens.filter((token) => token.name !== name);
    if (kept.length === tokens.length) return false;
    this.write(kept);
    return true;
  }

  private write(tokens: readonly StoredToken[]): void {
    const folder = dirname(this.file);
    const draft = `${this.file}.new`;
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(draft, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
      chmodSync(draft, 0o600);
      renameSync(draft, this.file);
    } catch (cause) {
      const message = `Tokens cannot be kept in ${folder}: ${messageOf(cause)}. Choose another folder with --data-dir.`;
      throw new StorageError('storage.data-dir', message, { cause });
    }
  }
}

/** Finds a token among the stored ones; looks at all of them, in constant time each. */
export function findToken(stored: readonly StoredToken[], token: string): StoredToken | null {
  const hash = Buffer.from(hashOf(token), 'hex');
  let found: StoredToken | null = null;
  for (const candidate of stored) {
    if (timingSafeEqual(hash, Buffer.from(candidate.hash, 'hex'))) found = candidate;
  }
  return found;
}

/** Tokens are random in full, so a plain hash keeps them as safe as a slow one would. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

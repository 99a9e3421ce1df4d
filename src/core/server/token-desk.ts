import { inject, Lifecycle, scoped } from 'tsyringe';
import { AccessError } from '../errors.js';
import { Clock } from '../plugin/clock.js';
import { Logger } from '../plugin/logger.js';
import type { Grant } from '../plugin/plugin-context.js';
import { SERVER_LIMITS, ServerOptions } from './server-options.js';
import { findToken, type StoredToken, TokenStore } from './token-store.js';

const MINUTE = 60_000;
/** More addresses than this are forgotten, oldest first: a flood must not fill the memory. */
const REMEMBERED_ADDRESSES = 1_000;

/** Checks tokens while the bridge runs, slows down guessing, and notices when one is revoked. */
@scoped(Lifecycle.ContainerScoped)
export class TokenDesk {
  private readonly store: TokenStore;
  private stamp: string | null = null;
  private brokenStamp: string | null = null;
  private tokens: readonly StoredToken[] = [];
  private readonly revocations = new Map<string, AbortController>();
  private readonly failures = new Map<string, number[]>();

  constructor(
    @inject(ServerOptions) options: ServerOptions,
    @inject(Clock) private readonly clock: Clock,
    @inject(Logger) private readonly log: Logger,
  ) {
    this.store = new TokenStore(options.tokensFile);
  }

  /** @throws AccessError for a token that is unknown, and for any token after five of those within a minute. */
  check(token: string, address: string): Grant {
    const failures = this.recentFailures(address);
    if (failures.length >= SERVER_LIMITS.failedTokensPerMinute) {
      throw new AccessError('access.too-many', 'Too many wrong tokens from this address: wait a minute.');
    }
    this.refresh();
    const known = findToken(this.tokens, token);
    if (known) return { scopes: known.scopes, revoked: this.revocationOf(known).signal };
    this.remember(address, [...failures, this.clock.now()]);
    throw new AccessError(
      'access.token-refused',
      'The token is not known: make one with "fretcoach token add".',
    );
  }

  /** Reads the file again when it has changed; tokens that are gone end their connections. */
  refresh(): void {
    const stamp = this.store.stamp();
    if (stamp === this.stamp) return;
    try {
      this.tokens = this.store.list();
      this.stamp = stamp;
    } catch (error) {
      this.tokens = []; // Whoever broke the file did not mean to let everyone in.
      if (stamp !== this.brokenStamp)
        this.log.error('Tokens cannot be read: nobody gets in with one.', { error: String(error) });
      this.brokenStamp = stamp;
    }
    const hashes = new Set(this.tokens.map(({ hash }) => hash));
    for (const [hash, revocation] of this.revocations) {
      if (hashes.has(hash)) continue;
      this.revocations.delete(hash);
      revocation.abort();
    }
  }

  private revocationOf({ hash }: StoredToken): AbortController {
    const revocation = this.revocations.get(hash) ?? new AbortController();
    this.revocations.set(hash, revocation);
    return revocation;
  }

  private recentFailures(address: string): number[] {
    const since = this.clock.now() - MINUTE;
    return (this.failures.get(address) ?? []).filter((time) => time > since);
  }

  private remember(address: string, failures: number[]): void {
    this.failures.delete(address);
    this.failures.set(address, failures);
    const [oldest] = this.failures.keys();
    if (this.failures.size > REMEMBERED_ADDRESSES && oldest !== undefined) this.failures.delete(oldest);
  }
}

import type { InjectionToken } from 'tsyringe';
import type { HttpConfig } from '../config/index.js';

/** How the server is set up. */
export interface ServerOptions {
  readonly http: HttpConfig;
  /** Everyone needs a token, callers on this machine too. */
  readonly authRequired: boolean;
  /** Where `fretcoach token add` keeps the hashes of tokens. */
  readonly tokensFile: string;
  /** The built pages. */
  readonly pagesDir: string;
  readonly version: string;
  /** From the first byte of a request, or of a handshake, to its last header; 5 s when left out. */
  readonly headersWithinMs?: number;
}
export const ServerOptions: InjectionToken<ServerOptions> = Symbol('ServerOptions');

/** What keeps a server healthy when strangers knock. */
export const SERVER_LIMITS = {
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headers: 100,
  headersMs: 5_000,
  requestMs: 30_000,
  keepAliveMs: 5_000,
  connections: 1_024,
  failedTokensPerMinute: 5,
} as const;

import { inject, Lifecycle, scoped } from 'tsyringe';
import { AccessError } from '../errors.js';
import type { Caller, Grant, Scope } from '../plugin/plugin-context.js';
import { isLoopbackName, isLoopbackPeer, parseHost } from './addresses.js';
import { ServerOptions } from './server-options.js';
import { TokenDesk } from './token-desk.js';
import type { Visitor } from './visitor.js';

const ALL_SCOPES: readonly Scope[] = ['read', 'feedback', 'control', 'admin'];
/** Answered to every page on the web: whether a bridge is here is no secret. */
export const OPEN_PATHS: ReadonlySet<string> = new Set(['/healthz']);

/**
 * Decides who may talk, before anything is routed, for HTTP and WebSocket handshakes alike. Three things must be
 * right: the name the bridge was called by (or a page could rebind its own name to this machine), the page that
 * asks (or any site could use the player's browser), and, for all but callers on this machine, a token.
 */
@scoped(Lifecycle.ContainerScoped)
export class AccessGuard {
  private port = 0;

  constructor(
    @inject(ServerOptions) private readonly options: ServerOptions,
    @inject(TokenDesk) private readonly tokens: TokenDesk,
  ) {}

  /** The port that `Host` and `Origin` have to name. */
  guardPort(port: number): void {
    this.port = port;
  }

  /**
   * Without scopes the caller may read pages, and may show a token later.
   * @throws AccessError when whoever knocks must not get in.
   */
  admit(visitor: Visitor): Caller {
    const isLocalHost = this.checkHost(visitor);
    if (visitor.query.has('token')) throw tokenInQuery();
    const caller = { address: visitor.peer, origin: visitor.origin };
    if (OPEN_PATHS.has(visitor.path)) return { ...caller, scopes: [] };
    const isOwnPage = this.checkOrigin(visitor);
    const isTrusted = isLocalHost && isOwnPage && isLoopbackPeer(visitor.peer) && !this.options.authRequired;
    return { ...caller, ...this.grant(visitor, isTrusted) };
  }

  private grant({ token, peer }: Visitor, isTrusted: boolean): Grant {
    if (token !== null) return this.tokens.check(token, peer);
    return { scopes: isTrusted ? ALL_SCOPES : [] };
  }

  /** True for this machine's own names, false for a name on the allowlist. */
  private checkHost({ hosts }: Visitor): boolean {
    const [header] = hosts;
    const host = hosts.length === 1 && header !== undefined ? parseHost(header) : null;
    if (host && host.port === this.port && isLoopbackName(host.name)) return true;
    if (host && this.isAllowedHost(`${host.name}:${host.port}`, host.name)) return false;
    throw new AccessError(
      'access.refused',
      `The bridge is not called ${header ? `"${header}"` : 'nothing'}: use http://127.0.0.1:${this.port}, or add the name to bridge.http.allowed_hosts.`,
    );
  }

  private isAllowedHost(hostAndPort: string, name: string): boolean {
    const allowed = this.options.http.allowedHosts.map((entry) => entry.toLowerCase());
    return (
      allowed.includes(hostAndPort) || (allowed.includes(name) && hostAndPort === `${name}:${this.port}`)
    );
  }

  /** True for the bridge's own pages and for programs that are no browser, false for an origin on the allowlist. */
  private checkOrigin(visitor: Visitor): boolean {
    const { origin, fetchSite } = visitor;
    if (origin === null) return this.checkFetchSite(visitor, fetchSite);
    if (this.isOwnOrigin(origin, visitor.hosts[0])) return true;
    if (this.options.http.allowedOrigins.includes(origin)) return false;
    throw new AccessError(
      'access.refused',
      origin === 'null'
        ? 'A page without an origin, such as a file, may not talk to the bridge: open it from the bridge itself, or add "null" to bridge.http.allowed_origins and give the page a token.'
        : `Pages of ${origin} may not talk to the bridge: add the origin to bridge.http.allowed_origins and give the page a token.`,
    );
  }

  /** Browsers leave out the origin of plain GETs, but say where they come from. Links from elsewhere may open pages. */
  private checkFetchSite({ isNavigation, verb }: Visitor, fetchSite: string | null): boolean {
    if (fetchSite === null || fetchSite === 'none' || fetchSite === 'same-origin') return true;
    if (isNavigation && verb === 'GET') return true;
    throw new AccessError('access.refused', 'Pages of other sites may not load anything from the bridge.');
  }

  private isOwnOrigin(origin: string, host: string | undefined): boolean {
    if (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)) return true;
    const own = /^http:\/\/(.+)$/.exec(origin);
    const named = own?.[1] === undefined ? null : parseHost(own[1]);
    return named !== null && named.port === this.port && isLoopbackName(named.name);
  }
}

function tokenInQuery(): AccessError {
  return new AccessError(
    'access.token-in-query',
    'A token in the address ends up in logs and histories: send it as "Authorization: Bearer", in identify, or behind the # of an overlay link. Revoke this one.',
  );
}

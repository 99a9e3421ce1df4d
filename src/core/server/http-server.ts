import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject, Lifecycle, scoped } from 'tsyringe';
import { ServerError } from '../errors.js';
import { Clock, type Undo } from '../plugin/clock.js';
import { AccessGuard } from './access-guard.js';
import { isLoopbackBind } from './addresses.js';
import { HttpDoor } from './http-door.js';
import { SERVER_LIMITS, ServerOptions } from './server-options.js';
import { SocketDoor } from './socket-door.js';
import { TokenDesk } from './token-desk.js';

/** How often revoked tokens are looked for. */
const TOKEN_CHECK_INTERVAL = 1_000;
/** Answers under way, and WebSockets that say goodbye, have this long when the server stops. */
const DRAIN_LIMIT = 2_000;

/** The bridge's one server: HTTP, WebSockets and pages at one address. */
@scoped(Lifecycle.ContainerScoped)
export class HttpServer {
  private readonly server: Server;
  private stopTokenChecks: Undo = () => {};

  constructor(
    @inject(ServerOptions) private readonly options: ServerOptions,
    @inject(AccessGuard) private readonly guard: AccessGuard,
    @inject(HttpDoor) http: HttpDoor,
    @inject(SocketDoor) private readonly sockets: SocketDoor,
    @inject(TokenDesk) private readonly tokens: TokenDesk,
    @inject(Clock) private readonly clock: Clock,
  ) {
    const headersMs = options.headersWithinMs ?? SERVER_LIMITS.headersMs;
    this.server = createServer(
      {
        maxHeaderSize: SERVER_LIMITS.headerBytes,
        headersTimeout: headersMs,
        requestTimeout: SERVER_LIMITS.requestMs,
        keepAliveTimeout: SERVER_LIMITS.keepAliveMs,
        connectionsCheckingInterval: Math.min(headersMs, 1_000),
        noDelay: true,
      },
      (request, response) => http.receive(request, response),
    );
    this.server.maxConnections = SERVER_LIMITS.connections;
    this.server.on('upgrade', (request, socket, head) => this.sockets.receive(request, socket, head));
  }

  /**
   * Resolves with the port, which matters when the configured one is 0.
   * @throws ServerError `server.port-busy`, or `server.address` for an address that others could reach without tokens.
   */
  async start(): Promise<number> {
    this.refuseOpenAddress();
    const { host, port } = this.options.http;
    await this.listen(host, port);
    const bound = (this.server.address() as AddressInfo).port;
    this.guard.guardPort(bound);
    this.stopTokenChecks = this.clock.every(TOKEN_CHECK_INTERVAL, () => this.tokens.refresh());
    return bound;
  }

  /** Takes nobody new, lets answers under way finish, and closes every connection. Welcome twice. */
  async stop(): Promise<void> {
    this.stopTokenChecks();
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    this.sockets.closeAll();
    const giveUp = this.clock.after(DRAIN_LIMIT, () => {
      this.sockets.terminateAll();
      this.server.closeAllConnections();
    });
    await closed;
    giveUp();
  }

  /** Where people find it. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    const { host } = this.options.http;
    const name = isLoopbackBind(host) ? '127.0.0.1' : host;
    return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  }

  private refuseOpenAddress(): void {
    const { http, authRequired } = this.options;
    if (isLoopbackBind(http.host) || (authRequired && http.allowedHosts.length > 0)) return;
    throw new ServerError(
      'server.address',
      `The server may not listen on ${http.host}, where other machines reach it: set bridge.auth.required to true and list the names it may be called by in bridge.http.allowed_hosts, or use 127.0.0.1.`,
    );
  }

  private listen(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port));
      this.server.once('error', fail);
      this.server.listen(port, host, () => {
        this.server.off('error', fail);
        resolve();
      });
    });
  }
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): ServerError {
  if (cause.code === 'EADDRINUSE') {
    const message = `Port ${port} on ${host} is in use, perhaps by another bridge: stop that program, or choose another port with --port ${port + 1}.`;
    return new ServerError('server.port-busy', message, { cause });
  }
  const message = `The server cannot listen on ${host}:${port} (${cause.code ?? cause.message}): check bridge.http in the configuration.`;
  return new ServerError('server.address', message, { cause });
}

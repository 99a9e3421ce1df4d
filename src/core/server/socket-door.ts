import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { inject, Lifecycle, scoped } from 'tsyringe';
import { type WebSocket, WebSocketServer } from 'ws';
import { RequestError } from '../errors.js';
import type { Caller } from '../plugin/plugin-context.js';
import { AccessGuard } from './access-guard.js';
import { gatherWrites } from './gather-writes.js';
import { refuseHeaderFlood } from './http-door.js';
import { PluginMounts, type SocketMount } from './plugin-mounts.js';
import { problemHeaders, problemOf } from './problems.js';
import { SERVER_LIMITS } from './server-options.js';
import { visitorOf } from './visitor.js';

/** Every WebSocket handshake comes in here: first the guard, then the plugin that has the place. */
@scoped(Lifecycle.ContainerScoped)
export class SocketDoor {
  private readonly open = new Set<WebSocket>();

  constructor(
    @inject(AccessGuard) private readonly guard: AccessGuard,
    @inject(PluginMounts) private readonly mounts: PluginMounts,
  ) {}

  receive(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    try {
      refuseHeaderFlood(request);
      const visitor = visitorOf(request);
      const caller = this.guard.admit(visitor);
      this.upgrade(this.mountAt(visitor.path), caller, request, socket, head);
    } catch (error) {
      refuse(socket, error);
    }
  }

  /** Closes what plugins left open. */
  closeAll(): void {
    for (const socket of this.open) socket.close(1001, 'the bridge stops');
  }

  terminateAll(): void {
    for (const socket of this.open) socket.terminate();
  }

  get count(): number {
    return this.open.size;
  }

  private mountAt(path: string): SocketMount {
    const mount = this.mounts.socketAt(path);
    if (mount) return mount;
    throw new RequestError(
      'request.unknown-path',
      `No plugin takes WebSockets at ${path.slice(0, 200)} now.`,
    );
  }

  private upgrade(
    mount: SocketMount,
    caller: Caller,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    const { protocol, maxPayload = SERVER_LIMITS.bodyBytes } = mount.options;
    const server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      handleProtocols: (offered) => (protocol !== undefined && offered.has(protocol) ? protocol : false),
    });
    gatherWrites(socket);
    server.handleUpgrade(request, socket, head, (webSocket) => {
      this.keep(webSocket, mount);
      mount.accept(webSocket, caller);
    });
  }

  private keep(webSocket: WebSocket, mount: SocketMount): void {
    this.open.add(webSocket);
    mount.sockets.add(webSocket);
    webSocket.on('error', () => {}); // A protocol error also closes; the close is what plugins hear.
    webSocket.on('close', () => {
      this.open.delete(webSocket);
      mount.sockets.delete(webSocket);
    });
  }
}

function refuse(socket: Duplex, error: unknown): void {
  const body = problemOf(error);
  const text = JSON.stringify(body);
  const headers = {
    ...problemHeaders(body.status),
    connection: 'close',
    'content-length': Buffer.byteLength(text),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}\r\n${lines.join('')}\r\n${text}`);
}

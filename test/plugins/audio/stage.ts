import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import type { Clock, HttpMount, InputContext, Reading, Scope } from '../../../src/core/plugin/index.js';
import { input } from '../../../src/plugins/audio/index.js';
import { SilentLogger } from '../../support/silent-logger.js';

type Details = Record<string, string | number | boolean | null>;

/** An audio input on its own, and all it says. */
export class Stage {
  readonly readings: Reading[] = [];
  readonly statuses: {
    readonly state: string;
    readonly message: string;
    readonly hint: string | undefined;
  }[] = [];
  readonly details: Details = {};
  readonly failures: unknown[] = [];
  readonly log = new SilentLogger();
  /** Takes the token back that the door lets in. */
  readonly revocation = new AbortController();
  readonly plugin: ReturnType<typeof input.create>;
  private waiters: (() => void)[] = [];
  private readonly dataDir: string;

  /** `dataDir` is a fresh folder unless another stage left one. */
  constructor(config: unknown, clock: Clock, http: HttpMount = NO_HTTP, dataDir?: string) {
    this.dataDir = dataDir ?? mkdtempSync(join(tmpdir(), 'fretcoach-audio-'));
    this.plugin = input.create(this.contextFor(config, clock, http));
  }

  of<Kind extends Reading['kind']>(kind: Kind): Extract<Reading, { kind: Kind }>[] {
    return this.readings.filter((reading) => reading.kind === kind) as Extract<Reading, { kind: Kind }>[];
  }

  /** The notes heard, to the nearest note number. */
  get notes(): number[] {
    return this.of('note-on').map(({ noteNumber }) => Math.round(noteNumber));
  }

  get status(): Stage['statuses'][number] | undefined {
    return this.statuses.at(-1);
  }

  /** Resolves when what the input says makes `isTrue` true. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  private contextFor(config: unknown, clock: Clock, http: HttpMount): InputContext<never> {
    return {
      id: 'guitar',
      config: input.config.parse(config) as never,
      clock,
      log: this.log,
      signal: new AbortController().signal,
      dataDir: this.dataDir,
      status: (state, message, hint) => this.tell(() => this.statuses.push({ state, message, hint })),
      details: (facts) => this.tell(() => Object.assign(this.details, facts)),
      fail: (error) => this.tell(() => this.failures.push(error)),
      http,
      udp: { listen: () => Promise.reject(new Error('no UDP here')) },
      door: {
        request: () => Promise.reject(new Error('no door here')),
        admit: (token) => {
          if (token !== 'letmein') throw new Error('unknown token');
          return { scopes: ['control'], revoked: this.revocation.signal };
        },
      },
      emit: (reading) => this.tell(() => this.readings.push(reading)),
    };
  }

  private tell(record: () => unknown): void {
    record();
    const waiters = this.waiters;
    this.waiters = [];
    for (const wake of waiters) wake();
  }
}

const NO_HTTP: HttpMount = { prefix: '/plugins/guitar', route: () => () => {}, socket: () => () => {} };

/** A real server with real WebSockets for one plugin. */
export class SocketMount implements HttpMount {
  readonly prefix = '/plugins/guitar';
  private readonly answers = new Map<string, Parameters<HttpMount['route']>[2]>();
  private server: Server | null = null;
  private sockets: WebSocketServer | null = null;

  constructor(private readonly scopes: readonly Scope[] = ['control']) {}

  route(...[method, path, answer]: Parameters<HttpMount['route']>): () => void {
    this.answers.set(`${method} ${path}`, answer);
    return () => this.answers.delete(`${method} ${path}`);
  }

  /** As the bridge's server would call it. */
  async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = this.answers.get(`${method} ${path}`);
    if (!answer) throw new Error(`nothing at ${method} ${path}`);
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    return (await answer(new Request(`http://127.0.0.1${this.prefix}${path}`, init))).json();
  }

  socket(...[path, accept, options]: Parameters<HttpMount['socket']>): () => void {
    const sockets = new WebSocketServer({ noServer: true, maxPayload: options?.maxPayload ?? 65_536 });
    this.sockets = sockets;
    this.server?.on('upgrade', (request, socket, head) => {
      if (request.url !== `${this.prefix}/${path}`) return socket.destroy();
      sockets.handleUpgrade(request, socket, head, (ws) =>
        accept(ws, { address: '127.0.0.1', origin: null, scopes: this.scopes }),
      );
    });
    return () => this.server?.removeAllListeners('upgrade');
  }

  /** Its address, such as `ws://127.0.0.1:40000/plugins/guitar`. */
  async listen(): Promise<string> {
    const server = createServer();
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}${this.prefix}`;
  }

  /** Answers requests for pages with what `read` gives for their path. */
  serve(read: (path: string) => Buffer): void {
    this.server?.on('request', (request, response) => {
      const path = request.url ?? '/';
      const type = path.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(200, { 'content-type': type }).end(read(path));
    });
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    for (const client of this.sockets?.clients ?? []) client.terminate();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

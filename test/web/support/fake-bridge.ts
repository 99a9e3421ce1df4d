import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { Pages } from '../../../src/core/server/pages.js';
import type { TopicData } from '../../../src/core/wire/index.js';

type Topic = keyof TopicData;
type Reply = { readonly status?: number; readonly body: unknown };

/** The bridge as its pages see it: the built pages under the real security headers, `/ws`, and whatever a test answers over HTTP. */
export class FakeBridge {
  /** Answers by `POST /session/start` and the like. */
  readonly answers = new Map<string, (body: unknown) => Reply | Promise<Reply>>();
  readonly calls: { readonly call: string; readonly body: unknown }[] = [];
  private readonly last = new Map<Topic, unknown>();
  private readonly pages: Pages;
  private http: Server | null = null;
  private sockets: WebSocketServer | null = null;
  private seq = 0;
  private port = 0;
  /** A bridge that hangs: connected, and silent. */
  isMute = false;
  /** The pages are there, but nobody answers the socket yet. */
  isAway = false;
  heartbeatMs = 1000;

  constructor(folder: string) {
    this.pages = new Pages(folder);
  }

  /** Where it was before, when it was somewhere. */
  async start(): Promise<void> {
    this.http = createServer((request, response) => void this.serve(request, response));
    this.sockets = new WebSocketServer({ server: this.http, path: '/ws' });
    this.sockets.on('connection', (socket) => this.greet(socket));
    await new Promise<void>((resolve) => this.http?.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get clients(): number {
    return this.sockets?.clients.size ?? 0;
  }

  /** Goes away as a crash does; what was told is forgotten. */
  async stop(): Promise<void> {
    this.hangUp();
    this.http?.closeAllConnections();
    await new Promise((resolve) => (this.http ? this.http.close(resolve) : resolve(null)));
    this.last.clear();
  }

  /** As good as new, at the same address. */
  async forget(): Promise<void> {
    this.hangUp();
    this.answers.clear();
    this.calls.length = 0;
    this.last.clear();
    this.isMute = this.isAway = false;
    this.heartbeatMs = 1000;
    if (!this.http?.listening) await this.start();
  }

  private hangUp(): void {
    for (const socket of this.sockets?.clients ?? []) socket.terminate();
  }

  tell<Name extends Topic>(topic: Name, data: TopicData[Name]): void {
    this.last.set(topic, data);
    this.seq += 1;
    const event = JSON.stringify({ type: 'event', topic, seq: this.seq, t: performance.now(), data });
    for (const socket of this.sockets?.clients ?? []) socket.send(event);
  }

  private greet(socket: WebSocket): void {
    if (this.isAway) {
      socket.terminate();
      return;
    }
    socket.on('message', (data) => this.hear(socket, JSON.parse(String(data))));
    send(socket, {
      type: 'hello',
      server: 'fretcoach',
      version: '0',
      protocol: [1, 1],
      epoch: 'a',
      heartbeat_ms: this.heartbeatMs,
    });
  }

  private hear(
    socket: WebSocket,
    message: { type: string; t?: number; subscribe?: { topic: Topic }[] },
  ): void {
    if (this.isMute) return;
    if (message.type === 'ping') send(socket, { type: 'pong', t: message.t, server_t: performance.now() });
    if (message.type !== 'identify') return;
    send(socket, {
      type: 'ready',
      protocol: 1,
      connection_id: '1',
      scopes: ['read', 'control'],
      resumed: false,
    });
    for (const { topic } of message.subscribe ?? []) {
      const data = this.last.get(topic) ?? null;
      send(socket, { type: 'snapshot', topic, seq: this.seq, t: performance.now(), data });
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const call = `${request.method} ${pathname}`;
    const answer = this.answers.get(call);
    if (answer) {
      const body = await bodyOf(request);
      this.calls.push({ call, body });
      const { status = 200, body: reply } = await answer(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
      return;
    }
    const { host = '', 'accept-encoding': encodings = '' } = request.headers;
    const headers = { host, 'accept-encoding': String(encodings) };
    const page = this.pages.answer(new Request(`${this.url}${request.url}`, { headers }), pathname);
    if (!page) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(page.status, Object.fromEntries(page.headers))
      .end(Buffer.from(await page.arrayBuffer()));
  }
}

function send(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : null;
}

import { onTestFinished } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { SUBPROTOCOL } from '../../src/core/wire/index.js';

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape.
type Message = any;

/** A client without any comfort: sends what it is told to, keeps all it hears. */
export class WireClient {
  readonly heard: Message[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  private readonly waiting: { readonly type: string; readonly resolve: (message: Message) => void }[] = [];
  private taken = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (raw, isBinary) =>
      this.hear(isBinary ? { type: 'binary' } : JSON.parse(raw.toString())),
    );
    this.closed = new Promise((resolve) =>
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  static async open(url: string, options: ClientOptions = {}): Promise<WireClient> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, SUBPROTOCOL, options);
    const client = new WireClient(socket);
    onTestFinished(() => socket.terminate());
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Through the greeting to `ready`. */
  static async ready(url: string, identify: object = {}, options: ClientOptions = {}): Promise<WireClient> {
    const client = await WireClient.open(url, options);
    await client.next('hello');
    client.send({ type: 'identify', protocol: 1, client: 'test', ...identify });
    await client.next('ready');
    return client;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message of that type that was not taken yet; others stay in `heard`. */
  next(type: string): Promise<Message> {
    for (let at = this.taken; at < this.heard.length; at++) {
      if (this.heard[at].type !== type) continue;
      this.taken = at + 1;
      return Promise.resolve(this.heard[at]);
    }
    return new Promise((resolve) => this.waiting.push({ type, resolve }));
  }

  /** Everything the bridge sent before this question has arrived when it answers. */
  async settled(): Promise<void> {
    this.send({ type: 'ping', t: Math.random() });
    await this.next('pong');
  }

  async request(method: string, params?: object): Promise<Message> {
    this.send({ type: 'request', id: method, method, params });
    return this.next('result');
  }

  of(type: string, topic?: string): Message[] {
    return this.heard.filter((message) => message.type === type && (!topic || message.topic === topic));
  }

  private hear(message: Message): void {
    this.heard.push(message);
    const at = this.waiting.findIndex(({ type }) => type === message.type);
    if (at < 0) return;
    this.taken = this.heard.length;
    this.waiting.splice(at, 1)[0]?.resolve(message);
  }
}

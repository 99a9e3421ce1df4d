import { FINAL_CLOSE_CODES } from '../core/wire/close-codes.js';
import type { ServerMessage } from '../core/wire/index.js';
import { Listeners } from './listeners.js';
import type { SocketConstructor, SocketLike } from './sockets.js';
import type { ClientEvents, ClientState, Topic, TopicListener, TopicWish } from './types.js';

const PROTOCOL = 1;
const SUBPROTOCOL = 'fretcoach.v1';
const OPEN = 1;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
const STALE_AFTER = 2;
const LOST_AFTER = 6;

/** One kind of message of the bridge. */
export type Message<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

/** Where the bridge is, and who listens. */
export interface ListenerOptions {
  readonly url: string;
  readonly token: string | null | undefined;
  readonly client: string;
  readonly WebSocket: SocketConstructor | Promise<SocketConstructor>;
}

/** Hears a bridge, through restarts of either side, until it is closed: all that a page which only shows things needs. */
export class BridgeListener {
  private readonly listeners = new Listeners();
  private readonly wishes = new Map<Topic, TopicWish>();
  private lastSeq: { [T in Topic]?: number } = {};
  private socket: SocketLike | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private heartbeat: ReturnType<typeof setInterval> | undefined;
  private epoch = '';
  private heardAt = 0;
  private failures = 0;
  private comeBackAfter = 0;
  protected nextId = 1;
  protected isReady = false;
  private current: ClientState = 'connecting';

  constructor(private readonly options: ListenerOptions) {
    queueMicrotask(() => void this.open()); // Not before a heir's fields are there.
  }

  get state(): ClientState {
    return this.current;
  }

  /** When the bridge spoke last, in milliseconds of this computer's calendar; 0 before its first word. */
  get lastHeard(): number {
    return this.heardAt;
  }

  /** Hears a topic from now on; returns the way to stop. One wish a topic: the newest counts. */
  on<T extends Topic>(topic: T, listener: TopicListener<T>, wish: TopicWish = {}): () => void {
    const remove = this.listeners.add(topic, listener);
    this.wishes.set(topic, wish);
    this.sendWish(topic, 'subscribe', wish);
    return () => {
      remove();
      if (this.listeners.has(topic) || !this.wishes.delete(topic)) return;
      this.sendWish(topic, 'unsubscribe', {});
    };
  }

  /** Hears about the connection itself. */
  onClient<Name extends keyof ClientEvents>(
    name: Name,
    listener: (event: ClientEvents[Name]) => void,
  ): () => void {
    return this.listeners.add(`client ${name}`, listener);
  }

  /** Ends it for good. */
  close(): void {
    this.finish('closed by this side');
    this.socket?.close(1000);
  }

  private async open(): Promise<void> {
    this.change('connecting', '');
    try {
      const Socket = await this.options.WebSocket;
      if (this.current !== 'closed') this.listenTo(new Socket(this.options.url, SUBPROTOCOL));
    } catch (error) {
      this.finish(String(error)); // No WebSocket here, or no such address: trying again would end the same way.
    }
  }

  private listenTo(socket: SocketLike): void {
    this.socket = socket;
    socket.onmessage = ({ data }) => this.hear(JSON.parse(String(data)) as ServerMessage);
    socket.onerror = () => {}; // A close follows and says more.
    socket.onclose = ({ code, reason }) => {
      if (this.socket === socket) this.lose(code, reason);
    };
  }

  private hear(message: ServerMessage): void {
    this.heardAt = Date.now();
    if (this.isReady) this.change('live', '');
    const { type } = message;
    if (type === 'event' || type === 'snapshot') this.take(message);
    else if (type === 'result') this.answer(message);
    else if (type === 'hello') this.identify(message);
    else if (type === 'ready') this.begin();
    else if (type === 'bye') this.heedBye(message);
    else if (type === 'gap' || type === 'notice') this.listeners.tell(`client ${type}`, message);
    else if (type === 'ping') this.send(JSON.stringify({ type: 'pong', t: message.t }));
  }

  private heedBye(bye: Message<'bye'>): void {
    this.comeBackAfter = bye.reconnect ? bye.after_ms : Number.POSITIVE_INFINITY;
    this.listeners.tell('client bye', bye);
  }

  private identify({ epoch, heartbeat_ms }: Message<'hello'>): void {
    if (epoch !== this.epoch) this.lastSeq = {};
    this.send(
      JSON.stringify({
        type: 'identify',
        protocol: PROTOCOL,
        client: this.options.client,
        token: this.options.token ?? undefined,
        subscribe: [...this.wishes].map(([topic, wish]) => ({ ...wish, topic })),
        resume: this.epoch === epoch ? { epoch, last_seq: this.lastSeq } : undefined,
      }),
    );
    this.epoch = epoch;
    clearInterval(this.heartbeat);
    this.heartbeat = setInterval(() => this.beat(heartbeat_ms), heartbeat_ms);
  }

  private begin(): void {
    this.isReady = true;
    this.failures = 0;
    this.comeBackAfter = 0;
    this.change('live', '');
    this.greeted();
  }

  private take({ type, topic, seq, t, data }: Message<'event' | 'snapshot'>): void {
    this.lastSeq[topic] = seq;
    if (data) this.listeners.tell(topic, data, { topic, seq, t, isSnapshot: type === 'snapshot' });
  }

  /** The bridge is there, or there again. */
  protected greeted(): void {}

  /** Nothing more comes of what was under way. */
  protected interrupted(): void {}

  /** A refused subscription has nobody who waits for its answer. */
  protected answer(result: Message<'result'>): void {
    if (!result.ok) this.listeners.tell('client notice', { type: 'notice', ...result.error });
  }

  private beat(interval: number): void {
    const missed = (Date.now() - this.heardAt) / interval;
    this.send(JSON.stringify({ type: 'ping', t: Date.now() }));
    if (missed > LOST_AFTER) this.lose(4000, 'no sign of life');
    else if (missed > STALE_AFTER) this.change('stale', 'no sign of life');
  }

  private lose(code: number, reason: string): void {
    const { socket } = this;
    this.socket = null;
    socket?.close();
    clearInterval(this.heartbeat);
    if (this.isReady) this.interrupted();
    this.isReady = false;
    if (this.current === 'closed') return;
    if (FINAL_CLOSE_CODES.includes(code) || this.comeBackAfter === Number.POSITIVE_INFINITY)
      this.finish(reason);
    else this.waitForBridge(reason);
  }

  private waitForBridge(reason: string): void {
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.failures++);
    const delay = Math.max(FIRST_DELAY, this.comeBackAfter, longest * (0.5 + Math.random() / 2));
    this.change('waiting', reason);
    this.timer = setTimeout(() => void this.open(), delay);
  }

  private finish(reason: string): void {
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
    this.change('closed', reason);
    this.interrupted();
  }

  private change(state: ClientState, reason: string): void {
    if (this.current === state || this.current === 'closed') return;
    this.current = state;
    this.listeners.tell('client state', { state, reason });
  }

  private sendWish(topic: Topic, type: 'subscribe' | 'unsubscribe', wish: TopicWish): void {
    if (this.isReady) this.send(JSON.stringify({ type, id: this.nextId++, topic, ...wish }));
  }

  protected send(text: string): void {
    if (this.socket?.readyState === OPEN) this.socket.send(text);
  }
}

import type { ServerMessage, SubscriptionWish } from '../../src/core/wire/index.js';
import type { BridgeStore, Connection } from './bridge-store.js';
import type { TopicData } from './wire.js';

export interface ConnectOptions {
  readonly token: string | null;
  /** Only what belongs to this session. */
  readonly session: string | null;
}

const PING_MS = 1000;
const STALE_MS = 3000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** Token refused, protocol not supported, kicked, token revoked: coming back would end the same way. */
const FINAL_CODES: ReadonlySet<number> = new Set([4009, 4010, 4011, 4023]);

/** Keeps the store up to date with the bridge that served this page, for as long as the page lives. */
export function connect(store: BridgeStore, options: ConnectOptions): void {
  new Feed(store, options).open();
}

class Feed {
  private socket: WebSocket | null = null;
  private retryMs = FIRST_RETRY_MS;
  private heard = 0;

  constructor(
    private readonly store: BridgeStore,
    private readonly options: ConnectOptions,
  ) {
    setInterval(() => this.check(), PING_MS);
  }

  open(): void {
    const address = new URL('/ws', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address, 'fretcoach.v1');
    this.socket = socket;
    socket.onmessage = ({ data }) => this.hear(JSON.parse(String(data)) as ServerMessage);
    socket.onclose = ({ code }) => this.lose(code);
  }

  private hear(message: ServerMessage): void {
    this.heard = performance.now();
    if (message.type === 'hello') this.identify();
    else if (message.type === 'ready') this.retryMs = FIRST_RETRY_MS;
    else if (message.type === 'snapshot' || message.type === 'event') {
      if (message.data) this.take(message.topic, message.data);
      this.tell('live');
    } else if (message.type === 'pong') this.tell('live');
  }

  private take(topic: keyof TopicData, data: TopicData[keyof TopicData]): void {
    this.store.take(topic, data as never); // The bridge pairs topic and data.
  }

  private identify(): void {
    const { token, session } = this.options;
    const own = session ? { session_id: session } : {};
    const subscribe: SubscriptionWish[] = [
      { topic: 'session', ...own },
      { topic: 'note', ...own },
      { topic: 'metrics', ...own },
      { topic: 'pitch', max_hz: 60 },
      { topic: 'plugins' },
      { topic: 'transport' },
    ];
    this.send({
      type: 'identify',
      protocol: 1,
      client: 'fretcoach-page',
      subscribe,
      ...(token ? { token } : {}),
    });
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /** A bridge that is alive answers within a moment. */
  private check(): void {
    this.send({ type: 'ping', t: performance.now() });
    const isQuiet = performance.now() - this.heard > STALE_MS;
    if (isQuiet && this.store.connection.value.state === 'live') this.tell('stale');
  }

  private lose(code: number): void {
    if (FINAL_CODES.has(code)) {
      this.tell('refused');
      return;
    }
    if (this.store.connection.value.lastHeard !== null) this.tell('lost');
    setTimeout(() => this.open(), this.retryMs * (0.5 + Math.random() / 2));
    this.retryMs = Math.min(2 * this.retryMs, LONGEST_RETRY_MS);
  }

  private tell(state: Connection['state']): void {
    const { lastHeard } = this.store.connection.value;
    this.store.connection.value = { state, lastHeard: state === 'live' ? Date.now() : lastHeard };
  }
}

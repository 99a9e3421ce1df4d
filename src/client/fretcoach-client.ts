import type { MethodName, MethodParams, MethodResult, Result, ServerMessage } from '../core/wire/index.js';
import { BridgeLink, type Message } from './bridge-link.js';
import { Listeners } from './listeners.js';
import { PendingRequests } from './pending-requests.js';
import { socketConstructor, tokenOfPage, usualAddress } from './sockets.js';
import type { ClientEvents, ClientOptions, ClientState, Topic, TopicListener, TopicWish } from './types.js';

/** Stays connected to a bridge, through restarts of either side, until it is closed. */
export class FretCoachClient {
  private readonly listeners = new Listeners();
  private readonly wishes = new Map<Topic, TopicWish>();
  private readonly pending = new PendingRequests((method) => this.whyUnanswered(method));
  private readonly url: string;
  private readonly link: BridgeLink;
  private nextId = 1;

  constructor({ url, token, client = 'fretcoach/client', WebSocket }: ClientOptions = {}) {
    this.url = url ?? usualAddress();
    this.link = new BridgeLink({
      url: this.url,
      token: token ?? tokenOfPage(),
      client,
      WebSocket: WebSocket ?? socketConstructor(),
      wishes: () => [...this.wishes].map(([topic, wish]) => ({ ...wish, topic })),
      hear: (message) => this.hear(message),
      change: (state, reason) => this.listeners.tell('client state', { state, reason }),
      greeted: () => {
        for (const message of this.pending.messages) this.link.send(message);
      },
      interrupted: () => this.pending.rejectAll(this.whyInterrupted()),
    });
  }

  get state(): ClientState {
    return this.link.state;
  }

  /** When the bridge spoke last, in milliseconds of this computer's calendar; 0 before its first word. */
  get lastHeard(): number {
    return this.link.lastHeard;
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

  /**
   * Calls a method of the bridge, such as `session.start`; waits for the connection if need be.
   * Rejects with RequestFailed, or with an Error when no answer came within 10 s or the connection broke.
   */
  request<Name extends MethodName>(method: Name, params?: MethodParams<Name>): Promise<MethodResult<Name>> {
    if (this.state === 'closed') return Promise.reject(new Error('The client is closed.'));
    return this.pending.ask(this.nextId++, method, params, (message) => {
      if (this.link.isReady) this.link.send(message);
    });
  }

  /** Ends it for good. */
  close(): void {
    this.link.close();
  }

  private hear(message: ServerMessage): void {
    const { type } = message;
    if (type === 'event' || type === 'snapshot') this.tell(message);
    else if (type === 'result') this.answer(message);
    else if (type === 'bye' || type === 'gap' || type === 'notice')
      this.listeners.tell(`client ${type}`, message);
  }

  private tell({ type, topic, seq, t, data }: Message<'event' | 'snapshot'>): void {
    if (data) this.listeners.tell(topic, data, { topic, seq, t, isSnapshot: type === 'snapshot' });
  }

  /** A refused subscription has nobody who waits for its answer. */
  private answer(result: Result): void {
    if (!this.pending.answer(result) && !result.ok)
      this.listeners.tell('client notice', { type: 'notice', ...result.error });
  }

  private sendWish(topic: Topic, type: 'subscribe' | 'unsubscribe', wish: TopicWish): void {
    if (this.link.isReady) this.link.send({ type, id: this.nextId++, topic, ...wish });
  }

  private whyUnanswered(method: string): string {
    return this.link.isReady
      ? `The bridge did not answer to ${method}; whether it was carried out is not known.`
      : `${method} was not sent: no bridge at ${this.url}. Does it run, and is this its address?`;
  }

  private whyInterrupted(): string {
    return this.state === 'closed'
      ? 'The client is closed.'
      : 'The connection broke; whether the request was carried out is not known.';
  }
}

/** Connects, and stays connected until it is closed. */
export function connect(options: ClientOptions = {}): FretCoachClient {
  return new FretCoachClient(options);
}

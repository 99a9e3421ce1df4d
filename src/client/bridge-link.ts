import { FINAL_CLOSE_CODES } from '../core/wire/close-codes.js';
import type { ServerMessage, SubscriptionWish } from '../core/wire/index.js';
import type { SocketConstructor, SocketLike } from './sockets.js';
import type { ClientState, Topic } from './types.js';

const PROTOCOL = 1;
const SUBPROTOCOL = 'fretcoach.v1';
const OPEN = 1;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
/** A bridge that hangs takes the connection and says nothing. */
const HELLO_WITHIN = 10_000;
const STALE_AFTER = 2;
const LOST_AFTER = 6;
const SILENT = 'no sign of life';

/** One kind of message of the bridge. */
export type Message<Type extends ServerMessage['type']> = Extract<ServerMessage, { type: Type }>;

/** Where the bridge is, and who is at this end. */
export interface LinkEnd {
  readonly url: string;
  readonly token: string | null | undefined;
  readonly client: string;
  readonly WebSocket: SocketConstructor | Promise<SocketConstructor>;
  /** What is to be heard; asked whenever a bridge has said hello. */
  wishes(): readonly SubscriptionWish[];
  hear(message: ServerMessage): void;
  change(state: ClientState, reason: string): void;
  /** The bridge is there, or there again. */
  greeted?(): void;
  /** Nothing more comes of what was under way. */
  interrupted?(): void;
}

/** Stays in touch with a bridge, through restarts of either side, until it is closed: all that a page which only shows things needs. */
export class BridgeLink {
  #lastSeq: { [T in Topic]?: number } = {};
  #socket: SocketLike | null = null;
  /** For the hello, then for the next heartbeat; or for the next try. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #epoch = '';
  #failures = 0;
  #comeBackAfter = 0;
  #isGreeted = false;
  #current: ClientState = 'connecting';
  #heardAt = 0;

  readonly #end: LinkEnd;

  constructor(end: LinkEnd) {
    this.#end = end;
    queueMicrotask(() => void this.#open()); // Not before its owner knows it.
  }

  get state(): ClientState {
    return this.#current;
  }

  /** When the bridge spoke last, in milliseconds of this computer's calendar; 0 before its first word. */
  get lastHeard(): number {
    return this.#heardAt;
  }

  /** Whether the bridge has said that it is ready to listen. */
  get isReady(): boolean {
    return this.#isGreeted;
  }

  /** Lost when there is nobody to hear it. */
  send(message: object): void {
    if (this.#socket?.readyState === OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** Ends it for good. */
  close(): void {
    this.#finish('closed by this side');
    this.#socket?.close(1000);
  }

  async #open(): Promise<void> {
    this.#change('connecting', '');
    try {
      const Socket = await this.#end.WebSocket;
      if (this.#current !== 'closed') this.#listenTo(new Socket(this.#end.url, SUBPROTOCOL));
    } catch (error) {
      this.#finish(String(error)); // No WebSocket here, or no such address: trying again would end the same way.
    }
  }

  #listenTo(socket: SocketLike): void {
    this.#socket = socket;
    this.#timer = setTimeout(() => this.#lose(4000, SILENT), HELLO_WITHIN);
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(String(data)) as ServerMessage);
    socket.onerror = () => {}; // A close follows and says more.
    socket.onclose = ({ code, reason }) => {
      if (this.#socket === socket) this.#lose(code, reason);
    };
  }

  #hear(message: ServerMessage): void {
    this.#heardAt = Date.now();
    if (this.#isGreeted) this.#change('live', '');
    const { type } = message;
    if (type === 'hello') this.#identify(message);
    else if (type === 'ready') this.#begin();
    else if (type === 'ping') this.send({ type: 'pong', t: message.t });
    else {
      if (type === 'event' || type === 'snapshot') this.#lastSeq[message.topic] = message.seq;
      if (type === 'bye')
        this.#comeBackAfter = message.reconnect ? message.after_ms : Number.POSITIVE_INFINITY;
      this.#end.hear(message);
    }
  }

  #identify({ epoch, heartbeat_ms }: Message<'hello'>): void {
    const isSame = epoch === this.#epoch;
    if (!isSame) this.#lastSeq = {};
    this.#epoch = epoch;
    this.send({
      type: 'identify',
      protocol: PROTOCOL,
      client: this.#end.client,
      token: this.#end.token ?? undefined,
      subscribe: this.#end.wishes(),
      resume: isSame ? { epoch, last_seq: this.#lastSeq } : undefined,
    });
    clearTimeout(this.#timer);
    this.#timer = setInterval(() => this.#beat(heartbeat_ms), heartbeat_ms);
  }

  #begin(): void {
    this.#isGreeted = true;
    this.#failures = 0;
    this.#comeBackAfter = 0;
    this.#change('live', '');
    this.#end.greeted?.();
  }

  #beat(interval: number): void {
    const missed = (Date.now() - this.#heardAt) / interval;
    this.send({ type: 'ping', t: Date.now() });
    if (missed > LOST_AFTER) this.#lose(4000, SILENT);
    else if (missed > STALE_AFTER) this.#change('stale', SILENT);
  }

  #lose(code: number, reason: string): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    clearTimeout(this.#timer);
    if (this.#isGreeted) this.#end.interrupted?.();
    this.#isGreeted = false;
    if (this.#current === 'closed') return;
    if (FINAL_CLOSE_CODES.includes(code) || this.#comeBackAfter === Number.POSITIVE_INFINITY)
      this.#finish(reason);
    else this.#waitForBridge(reason);
  }

  #waitForBridge(reason: string): void {
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#failures++);
    const delay = Math.max(FIRST_DELAY, this.#comeBackAfter, longest * (0.5 + Math.random() / 2));
    this.#change('waiting', reason);
    this.#timer = setTimeout(() => void this.#open(), delay);
  }

  #finish(reason: string): void {
    clearTimeout(this.#timer);
    this.#change('closed', reason);
    this.#end.interrupted?.();
  }

  #change(state: ClientState, reason: string): void {
    if (this.#current === state || this.#current === 'closed') return;
    this.#current = state;
    this.#end.change(state, reason);
  }
}

import type { RawData, WebSocket } from 'ws';
import type { Caller, Scope, Topic, Undo } from '../../core/plugin/index.js';
import {
  type Bye,
  CLOSE_CODES,
  type ClientMessage,
  type ClientMessageType,
  type CloseReason,
  type Hello,
  type Identify,
  type Notice,
  type Pong,
  PROTOCOL_RANGE,
  TOPICS,
} from '../../core/wire/index.js';
import { MessageFault, readMessage } from './client-message.js';
import type { Frame } from './frame.js';
import { grantFor } from './handshake.js';
import { Member, noticeOf } from './member.js';
import { Outbox, type OutboxOwner, wireOf } from './outbox.js';
import type { Mode, Subscriber } from './projection.js';
import { RateLimit } from './rate-limit.js';
import { errorOf, failure } from './requests.js';
import type { Room } from './room.js';
import { IDENTIFY_WITHIN } from './websocket-config.js';

/** A client that was told to go but does not close its side is cut off after this long. */
const CLOSE_WITHIN = 2_000;
const MISSED_PINGS = 2;

/** A client, as whoever looks after the bridge sees it. */
export interface Guest {
  readonly connection_id: string;
  /** Name and version, as it says itself. */
  readonly client: string;
  readonly address: string;
  readonly scopes: readonly Scope[];
}

/** Where connections come and go. */
export interface Hall extends Room {
  slowed(connection: Connection): void;
  left(connection: Connection): void;
}

/** One client: `hello`, `identify`, `ready`, and then whatever it asks for. */
export class Connection implements Subscriber, OutboxOwner {
  private readonly outbox: Outbox;
  private readonly limit: RateLimit;
  private readonly identifyTooLate: Undo;
  private member: Member | null = null;
  private name = '';
  private missedPings = 0;
  private isClosing = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly caller: Caller,
    private readonly room: Hall,
  ) {
    const { clock, config } = room;
    this.outbox = new Outbox(wireOf(socket), this, () => clock.now());
    this.limit = new RateLimit(config.limits.messages_per_second, config.limits.burst, clock.now());
    this.identifyTooLate = clock.after(IDENTIFY_WITHIN, () =>
      this.close('identifyTooLate', 'identify came too late'),
    );
    socket.on('message', (raw, isBinary) => this.hear(raw, isBinary));
    socket.on('pong', () => this.isAlive());
    socket.on('close', () => this.leave());
    this.say(this.hello());
  }

  receive(frame: Frame, mode: Mode): void {
    if (!this.isClosing) this.outbox.offer(frame, mode);
  }

  /** Sends what waits. A client that cannot follow has to go. */
  drain(): void {
    if (this.isClosing || this.outbox.drain()) return;
    this.notice('slow_consumer', 'The client does not read fast enough: subscribe to less, or use max_hz.');
    this.close('slowConsumer', 'the client does not read fast enough');
  }

  /** Who it is; `null` until it has said so. */
  get guest(): Guest | null {
    if (!this.member) return null;
    const { id, grant } = this.member;
    return { connection_id: id, client: this.name, address: this.caller.address, scopes: grant.scopes };
  }

  /** Events that wait because the client is slow. */
  get queued(): number {
    return this.outbox.queued;
  }

  get isSlow(): boolean {
    return !this.isClosing && this.outbox.isSlow;
  }

  /** Asks for a sign of life; without two of them the connection is dead. */
  ping(): void {
    if (this.missedPings >= MISSED_PINGS) this.socket.terminate();
    else this.socket.ping();
    this.missedPings++;
  }

  bye({ reason, reconnect, after_ms }: Omit<Bye, 'type'>, code: CloseReason): void {
    this.say({ type: 'bye', reason, reconnect, after_ms });
    this.close(code, reason);
  }

  close(reason: CloseReason, text: string): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.leave();
    this.socket.close(CLOSE_CODES[reason], text.slice(0, 120));
    const cutOff = this.room.clock.after(CLOSE_WITHIN, () => this.socket.terminate());
    this.socket.once('close', cutOff);
  }

  slowed(): void {
    this.room.slowed(this);
  }

  snapshots(topic: Topic): readonly string[] {
    return this.member?.snapshots(topic) ?? [];
  }

  countDropped(): void {
    this.room.countDropped();
  }

  countGap(): void {
    this.room.countGap();
  }

  private hear(raw: RawData, isBinary: boolean): void {
    if (this.isClosing) return;
    this.isAlive();
    if (this.limit.take(this.room.clock.now())) this.understand(raw, isBinary);
    else this.slowDown();
  }

  private slowDown(): void {
    this.notice(
      'rate_limited',
      `More than ${this.room.config.limits.messages_per_second} messages a second.`,
    );
    this.close('rateLimited', 'too many messages');
  }

  private understand(raw: RawData, isBinary: boolean): void {
    try {
      this.obey(readMessage(raw, isBinary, (type) => this.demandTurn(type)));
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Who has not said who it is gets no further, whatever else is wrong. */
  private demandTurn(type: ClientMessageType): void {
    if (type === 'ping' || type === 'pong') return;
    if (this.member && type === 'identify') throw new MessageFault('identifiedTwice', 'identify came twice');
    if (!this.member && type !== 'identify') throw new MessageFault('notIdentified', 'identify comes first');
  }

  private obey(message: ClientMessage): void {
    switch (message.type) {
      case 'ping':
        this.pong(message.t);
        break;
      case 'pong':
        break;
      case 'identify':
        this.identify(message);
        break;
      default:
        if (this.member) this.serve(message, this.member);
    }
  }

  private serve(
    message: Exclude<ClientMessage, { type: 'ping' | 'pong' | 'identify' }>,
    member: Member,
  ): void {
    if (message.type === 'subscribe') member.subscribe(message);
    else if (message.type === 'unsubscribe') member.unsubscribe(message);
    else void member.requests.answer(message).then((result) => this.say(result));
  }

  private identify(message: Identify): void {
    const grant = grantFor(message, this.caller, this.room.door);
    this.identifyTooLate();
    this.name = message.client;
    this.member = new Member(this.room, grant, this, (text) => this.say(text));
    grant.revoked?.addEventListener('abort', this.revoke, { once: true });
    this.room.log.debug('A client came.', { client: message.client, address: this.caller.address });
    this.member.welcome(message);
  }

  /** Before `ready` a fault ends the connection; after it, its sender is told. */
  private refuse(error: unknown): void {
    if (!(error instanceof MessageFault)) throw error;
    const isTold =
      this.member !== null && !['notJson', 'featureNotSupported', 'identifiedTwice'].includes(error.reason);
    if (isTold) this.say(failure(error.id, errorOf('request.invalid', error.message, error.faults)));
    else this.close(error.reason, error.message);
  }

  private readonly revoke = (): void => {
    this.notice('token_revoked', 'The token was revoked.');
    this.close('tokenRevoked', 'the token was revoked');
  };

  private hello(): Hello {
    const { config, epoch, version } = this.room;
    return {
      type: 'hello',
      server: 'fretcoach',
      version,
      protocol: [...PROTOCOL_RANGE],
      epoch,
      heartbeat_ms: config.heartbeat_ms,
      auth_required: this.caller.scopes.length === 0,
      limits: config.limits,
      topics: [...TOPICS],
    };
  }

  private pong(t: number | undefined): void {
    this.say({ type: 'pong', server_t: this.room.clock.now(), ...(t === undefined ? {} : { t }) });
  }

  private notice(code: string, message: string): void {
    this.say(noticeOf(code, message));
  }

  private say(message: string | Hello | Notice | Bye | Pong): void {
    if (this.isClosing) return;
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  private isAlive(): void {
    this.missedPings = 0;
  }

  private leave(): void {
    this.identifyTooLate();
    this.member?.leave();
    this.member?.grant.revoked?.removeEventListener('abort', this.revoke);
    this.room.left(this);
  }
}

import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type {
  Caller,
  Clock,
  FeedbackEvent,
  Logger,
  RequestDoor,
  SessionId,
  Topic,
  Undo,
} from '../../core/plugin/index.js';
import { type Bye, CLOSE_CODES, type CloseReason, type SessionData, TOPICS } from '../../core/wire/index.js';
import { Connection, type Guest, type Hall } from './connection.js';
import { TopicStream } from './topic-stream.js';
import { PING_INTERVAL, SLOW_READER, type WebSocketConfig } from './websocket-config.js';

/** What the plugin tells of itself. */
export interface HubFigures {
  readonly clients: number;
  /** Events that slow clients did not get because newer ones replaced them. */
  readonly dropped_for_clients: number;
  readonly gaps: number;
  /** Events that wait for slow clients now. */
  readonly queued_for_clients: number;
}

interface Surroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly door: RequestDoor;
}

/** All clients and all topics. */
export class Hub implements Hall {
  /** Changes with every start: sequence numbers begin anew. */
  readonly epoch = randomUUID();
  readonly streams: ReadonlyMap<Topic, TopicStream>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly door: RequestDoor;
  private readonly connections = new Set<Connection>();
  private readonly slow = new Set<Connection>();
  private readonly stopPings: Undo;
  private stopDraining: Undo | null = null;
  private dropped = 0;
  private gaps = 0;

  constructor(
    public config: WebSocketConfig,
    readonly version: string,
    { clock, log, door }: Surroundings,
  ) {
    this.clock = clock;
    this.log = log;
    this.door = door;
    this.streams = new Map(TOPICS.map((topic) => [topic, new TopicStream(topic, clock)]));
    this.stopPings = clock.every(PING_INTERVAL, () => this.each((connection) => connection.ping()));
  }

  accept(socket: WebSocket, caller: Caller): void {
    if (this.connections.size >= this.config.limits.clients) {
      socket.close(CLOSE_CODES.tooManyClients, 'too many clients');
      return;
    }
    this.connections.add(new Connection(socket, caller, this));
  }

  publish(feedback: FeedbackEvent): void {
    this.streams.get(feedback.topic)?.publish(feedback);
  }

  /** A practice that ran before this hub began. */
  primeSession(sessionId: SessionId, data: SessionData): void {
    this.streams.get('session')?.prime(sessionId, data);
  }

  sayBye(bye: Omit<Bye, 'type'>, code: CloseReason): void {
    this.each((connection) => connection.bye(bye, code));
  }

  stop(): void {
    this.sayBye({ reason: 'the bridge stops', reconnect: true, after_ms: 1_000 }, 'goingAway');
    this.stopPings();
    this.stopDraining?.();
  }

  get figures(): HubFigures {
    const queued = [...this.slow].reduce((sum, connection) => sum + connection.queued, 0);
    return {
      clients: this.connections.size,
      dropped_for_clients: this.dropped,
      gaps: this.gaps,
      queued_for_clients: queued,
    };
  }

  /** Everybody who has said who they are. */
  get guests(): readonly Guest[] {
    return [...this.connections].flatMap(({ guest }) => guest ?? []);
  }

  /** Sends one client away for good. False when there is none with this id. */
  kick(connectionId: string): boolean {
    const connection = [...this.connections].find(({ guest }) => guest?.connection_id === connectionId);
    connection?.bye(
      { reason: 'kicked by whoever looks after the bridge', reconnect: false, after_ms: 0 },
      'kicked',
    );
    return connection !== undefined;
  }

  slowed(connection: Connection): void {
    this.slow.add(connection);
    this.stopDraining ??= this.clock.every(SLOW_READER.checkMs, () => this.drain());
  }

  left(connection: Connection): void {
    this.connections.delete(connection);
    this.slow.delete(connection);
  }

  countDropped(): void {
    this.dropped++;
  }

  countGap(): void {
    this.gaps++;
  }

  private drain(): void {
    for (const connection of [...this.slow]) {
      connection.drain();
      if (!connection.isSlow) this.slow.delete(connection);
    }
    if (this.slow.size > 0) return;
    this.stopDraining?.();
    this.stopDraining = null;
  }

  private each(act: (connection: Connection) => void): void {
    for (const connection of [...this.connections]) act(connection);
  }
}

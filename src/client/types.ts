import type { Topic } from '../core/events/index.js';
import type { Bye, Gap, Notice, ResultError, SubscriptionWish, TopicData } from '../core/wire/index.js';
import type { SocketConstructor } from './sockets.js';

export type { Topic, TopicData };

/**
 * `connecting`: shaking hands. `live`: all is well. `stale`: two heartbeats were missed, what is shown is old.
 * `waiting`: no bridge there; the next try comes by itself. `closed`: it is over.
 */
export type ClientState = 'connecting' | 'live' | 'stale' | 'waiting' | 'closed';

export interface ClientOptions {
  /** `ws://127.0.0.1:22100/ws` when left out; in a page of the bridge, that bridge. */
  readonly url?: string;
  /** In a page, the `token` behind the `#` of its address when left out. */
  readonly token?: string;
  /** Name and version of your program, for people who read the bridge's log. */
  readonly client?: string;
  /** Another WebSocket than the platform's. */
  readonly WebSocket?: SocketConstructor;
}

export interface EventFacts {
  readonly topic: Topic;
  readonly seq: number;
  /** Milliseconds on the bridge's clock. */
  readonly t: number;
  /** How things stood when the subscription began, rather than something that happened now. */
  readonly isSnapshot: boolean;
}

export type TopicListener<T extends Topic> = (data: TopicData[T], facts: EventFacts) => void;
export type TopicWish = Omit<SubscriptionWish, 'topic'>;

/** What the client tells of itself. */
export interface ClientEvents {
  readonly state: { readonly state: ClientState; readonly reason: string };
  /** Events of a lossless topic were lost; a snapshot follows. */
  readonly gap: Gap;
  readonly notice: Notice;
  readonly bye: Bye;
}

/** A request that was not met. */
export class RequestFailed extends Error {
  constructor(readonly problem: ResultError) {
    super(problem.message);
    this.name = 'RequestFailed';
  }
}

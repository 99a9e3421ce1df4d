import type { Scope, Topic, Undo } from '../../core/plugin/index.js';
import type { Identify, SubscriptionWish } from '../../core/wire/index.js';
import type { Frame } from './frame.js';
import type { Subscriber } from './projection.js';
import type { TopicStream } from './topic-stream.js';
import { keyOf, type Wish, wishOf } from './wish.js';

type Resume = NonNullable<Identify['resume']>;
export type Streams = ReadonlyMap<Topic, TopicStream>;

/** Why a wish cannot be met. */
export class WishRefused extends Error {
  constructor(
    readonly code: 'access.scope' | 'request.limit',
    message: string,
  ) {
    super(message);
  }
}

interface Held {
  readonly wish: Wish;
  readonly undo: Undo;
}

/** What one client hears. */
export class Subscriptions {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly streams: Streams,
    private readonly subscriber: Subscriber,
    private readonly scopes: readonly Scope[],
    private readonly limit: number,
  ) {}

  /** A second time for the same topic and session changes rate and mode. @throws WishRefused */
  add(asked: SubscriptionWish): Wish {
    const wish = wishOf(asked);
    this.demandScope(wish.topic);
    const key = keyOf(wish);
    const before = this.held.get(key);
    if (!before && this.held.size >= this.limit) {
      throw new WishRefused(
        'request.limit',
        `More than ${this.limit} subscriptions are too many for one client.`,
      );
    }
    before?.undo();
    this.held.set(key, { wish, undo: this.streamOf(wish.topic).subscribe(wish, this.subscriber) });
    return wish;
  }

  /** False when the topic was not subscribed. */
  remove(topic: Topic): boolean {
    const keys = [...this.held].filter(([, { wish }]) => wish.topic === topic).map(([key]) => key);
    for (const key of keys) this.drop(key);
    return keys.length > 0;
  }

  clear(): void {
    for (const key of [...this.held.keys()]) this.drop(key);
  }

  snapshot({ topic, sessionId }: Wish): string {
    return this.streamOf(topic).snapshot(sessionId);
  }

  snapshots(topic: Topic): string[] {
    return this.wishes.filter((wish) => wish.topic === topic).map((wish) => this.snapshot(wish));
  }

  /** Everything missed on lossless topics since the numbers given; `null` when some of it is not known any more. */
  missed({ last_seq }: Resume): readonly Frame[] | null {
    const missed: Frame[] = [];
    for (const { topic, mode, sessionId } of this.wishes) {
      if (mode !== 'all') continue;
      const seq = last_seq[topic];
      const frames = seq === undefined ? null : this.streamOf(topic).since(seq, sessionId);
      if (!frames) return null;
      missed.push(...frames);
    }
    return missed;
  }

  get wishes(): readonly Wish[] {
    return [...this.held.values()].map(({ wish }) => wish);
  }

  private drop(key: string): void {
    this.held.get(key)?.undo();
    this.held.delete(key);
  }

  private streamOf(topic: Topic): TopicStream {
    const stream = this.streams.get(topic);
    if (!stream) throw new Error(`no stream for ${topic}`);
    return stream;
  }

  /** What is played now may be heard by `feedback` alone; how the bridge is built takes `read`. */
  private demandScope(topic: Topic): void {
    if (this.scopes.includes('read') || (topic !== 'plugins' && this.scopes.includes('feedback'))) return;
    throw new WishRefused(
      'access.scope',
      `The token does not allow to hear "${topic}": it needs the scope "read".`,
    );
  }
}

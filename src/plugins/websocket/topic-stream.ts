import {
  type Clock,
  CONTINUOUS_TOPICS,
  type FeedbackEvent,
  type SessionId,
  type Topic,
  type Undo,
} from '../../core/plugin/index.js';
import type { TopicData } from '../../core/wire/index.js';
import { Frame } from './frame.js';
import { LatestFrames } from './latest-frames.js';
import { Projection, RatedProjection, type Subscriber } from './projection.js';
import { Replay } from './replay.js';
import type { Wish } from './wish.js';

/** Topics about the whole bridge: they also belong to every session. */
const COMMON_TOPICS: ReadonlySet<Topic> = new Set(['plugins', 'transport']);

interface Place {
  readonly sessionId: SessionId | null;
  readonly projection: Projection;
}

/** All events of one topic: numbers them, remembers how things stand, and hands them to its projections. */
export class TopicStream {
  private seq = 0;
  private readonly latest = new LatestFrames();
  private readonly replay: Replay | null;
  private readonly places = new Map<string, Place>();

  constructor(
    readonly topic: Topic,
    private readonly clock: Clock,
  ) {
    this.replay = CONTINUOUS_TOPICS.has(topic) ? null : new Replay();
  }

  publish(feedback: FeedbackEvent): void {
    const frame = Frame.of(feedback, ++this.seq);
    this.latest.keep(frame);
    this.replay?.keep(frame, this.clock.now());
    for (const { sessionId, projection } of this.places.values()) {
      if (belongsTo(frame, sessionId)) projection.offer(frame);
    }
  }

  /** Says how things already stood when this stream began. */
  prime(sessionId: SessionId, data: TopicData[Topic]): void {
    this.latest.keep(new Frame(this.topic, this.seq, this.clock.now(), sessionId, this.topic, () => data));
  }

  subscribe(wish: Wish, subscriber: Subscriber): Undo {
    const key = `${wish.mode} ${wish.maxHz ?? ''} ${wish.sessionId ?? ''}`;
    const place = this.places.get(key) ?? { sessionId: wish.sessionId, projection: this.projectionFor(wish) };
    this.places.set(key, place);
    place.projection.subscribers.add(subscriber);
    return () => {
      place.projection.subscribers.delete(subscriber);
      if (place.projection.subscribers.size > 0 || this.places.get(key) !== place) return;
      place.projection.stop();
      this.places.delete(key);
    };
  }

  /** How the topic stands, with the number of its newest event. */
  snapshot(sessionId: SessionId | null): string {
    const frame = this.latest.find(sessionId);
    const { topic, seq } = this;
    const data = frame?.wireData ?? null;
    return JSON.stringify({ type: 'snapshot', topic, seq, t: frame?.t ?? this.clock.now(), data });
  }

  /** What came after `seq`; `null` when that is not known any more, as always with continuous topics. */
  since(seq: number, sessionId: SessionId | null): readonly Frame[] | null {
    const missed = this.replay?.since(seq, this.seq, this.clock.now());
    return missed?.filter((frame) => belongsTo(frame, sessionId)) ?? null;
  }

  private projectionFor({ mode, maxHz }: Wish): Projection {
    return maxHz === null ? new Projection(mode) : new RatedProjection(1000 / maxHz, this.clock);
  }
}

function belongsTo(frame: Frame, sessionId: SessionId | null): boolean {
  if (sessionId === null || frame.sessionId === sessionId) return true;
  return frame.sessionId === null && COMMON_TOPICS.has(frame.topic);
}

import { CONTINUOUS_TOPICS, type SessionId, type Topic } from '../../core/plugin/index.js';
import type { SubscriptionWish } from '../../core/wire/index.js';
import type { Mode } from './projection.js';

/** Scores are shown ten times a second unless somebody asks for more or less. */
const METRICS_HZ = 10;

/** What a client wants to hear, with what it left out filled in. */
export interface Wish {
  readonly topic: Topic;
  readonly mode: Mode;
  readonly maxHz: number | null;
  readonly sessionId: SessionId | null;
}

export function wishOf({ topic, mode, max_hz, session_id }: SubscriptionWish): Wish {
  const usual: Mode = max_hz !== undefined || CONTINUOUS_TOPICS.has(topic) ? 'latest' : 'all';
  const chosen = mode ?? usual;
  const rate = max_hz ?? (topic === 'metrics' ? METRICS_HZ : null);
  return { topic, mode: chosen, maxHz: chosen === 'all' ? null : rate, sessionId: session_id ?? null };
}

/** A client hears a topic once for each session it names. */
export function keyOf({ topic, sessionId }: Pick<Wish, 'topic' | 'sessionId'>): string {
  return `${topic} ${sessionId ?? ''}`;
}

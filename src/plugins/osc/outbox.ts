import type { Milliseconds } from '../../core/plugin/index.js';
import type { OutgoingMessage } from './osc-writer.js';
import { RateLimit } from './rate-limit.js';

const MOST_PER_SECOND = 200;
const BURST = 20;
/** Whatever second is looked at, a burst may fall into it. */
const PER_SECOND = MOST_PER_SECOND - BURST;
/** Notes that may wait for the rate limit; beyond, the oldest is dropped. */
const MOST_WAITING = 1000;

interface Lane {
  readonly limit: RateLimit;
  readonly waiting: OutgoingMessage[];
}

/** Messages of the next bundle, at most 200 a second of each address. */
export class Outbox {
  private readonly lanesByAddress = new Map<string, Lane>();

  /** Of a continuous address only the newest message waits. False when an older one is lost for this one. */
  put(message: OutgoingMessage, isContinuous: boolean, now: Milliseconds): boolean {
    const { waiting } = this.laneOf(message.address, now);
    const isFull = waiting.length >= MOST_WAITING;
    if (isFull || (isContinuous && waiting.length > 0)) waiting.shift();
    waiting.push(message);
    return !isFull;
  }

  /** What may go now, lane by lane. */
  take(now: Milliseconds): OutgoingMessage[] {
    const messages: OutgoingMessage[] = [];
    for (const { limit, waiting } of this.lanesByAddress.values()) {
      while (waiting.length > 0 && limit.take(now)) messages.push(...waiting.splice(0, 1));
    }
    return messages;
  }

  get isEmpty(): boolean {
    return [...this.lanesByAddress.values()].every(({ waiting }) => waiting.length === 0);
  }

  private laneOf(address: string, now: Milliseconds): Lane {
    const known = this.lanesByAddress.get(address);
    if (known) return known;
    const lane = { limit: new RateLimit(PER_SECOND, BURST, now), waiting: [] };
    this.lanesByAddress.set(address, lane);
    return lane;
  }
}

import { CONTINUOUS_TOPICS, type FeedbackEvent } from '../events/feedback-event.js';

const CAPACITY = 256;

/**
 * What a slow output has not shown yet. Of a continuous topic only the newest event waits;
 * of the others the oldest is let go when the queue is full: the player is already past it.
 */
export class FeedbackQueue {
  private readonly waiting: FeedbackEvent[] = [];
  dropped = 0;

  push(event: FeedbackEvent): void {
    const older = CONTINUOUS_TOPICS.has(event.topic)
      ? this.waiting.findIndex((one) => isSameLane(one, event))
      : -1;
    if (older >= 0) {
      this.waiting[older] = event;
      this.dropped++;
      return;
    }
    if (this.waiting.length >= CAPACITY) {
      this.waiting.shift();
      this.dropped++;
    }
    this.waiting.push(event);
  }

  shift(): FeedbackEvent | undefined {
    return this.waiting.shift();
  }

  get length(): number {
    return this.waiting.length;
  }

  clear(): void {
    this.waiting.length = 0;
  }
}

function isSameLane(a: FeedbackEvent, b: FeedbackEvent): boolean {
  return a.topic === b.topic && a.sessionId === b.sessionId && sourceOf(a) === sourceOf(b);
}

function sourceOf(event: FeedbackEvent): string | null {
  return event.topic === 'pitch' ? event.source : null;
}

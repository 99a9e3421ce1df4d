import { describe, expect, test } from 'vitest';
import type { FeedbackEvent } from '../../../src/core/plugin/index.js';
import { Frame } from '../../../src/plugins/websocket/frame.js';
import { Outbox } from '../../../src/plugins/websocket/outbox.js';
import { noteFeedback, pitchFeedback } from '../../support/feedback-samples.js';

/** A client that reads only when it is told to. */
class Reader {
  readonly heard: { type: string; topic: string; seq?: number; from?: number; to?: number }[] = [];
  bufferedAmount = 0;
  isStalled = false;
  now = 0;
  slowedTimes = 0;
  dropped = 0;
  gaps = 0;
  readonly outbox = new Outbox(this, this, () => this.now);

  send(bytes: Buffer | string): void {
    this.heard.push(JSON.parse(bytes.toString()));
    if (this.isStalled) this.bufferedAmount += bytes.length;
  }
  slowed(): void {
    this.slowedTimes++;
  }
  snapshots(topic: string): string[] {
    return [JSON.stringify({ type: 'snapshot', topic, seq: 9999, data: null })];
  }
  countDropped(): void {
    this.dropped++;
  }
  countGap(): void {
    this.gaps++;
  }

  /** Takes everything that waited on the wire. */
  read(): boolean {
    this.isStalled = false;
    this.bufferedAmount = 0;
    return this.outbox.drain();
  }

  stall(): void {
    this.isStalled = true;
    this.bufferedAmount = 64 * 1024 + 1;
  }

  offer(feedback: FeedbackEvent, seq: number, mode: 'all' | 'latest' = 'all'): void {
    this.outbox.offer(Frame.of(feedback, seq), mode);
  }
}

describe('a client that reads slowly', () => {
  test('hears everything at once while it follows', () => {
    const reader = new Reader();
    reader.offer(noteFeedback(), 1);
    reader.offer(pitchFeedback(110, 0), 1, 'latest');
    expect(reader.heard).toHaveLength(2);
    expect(reader.slowedTimes).toBe(0);
  });

  test('gets every note later, and only the newest pitch', () => {
    const reader = new Reader();
    reader.stall();
    for (let seq = 1; seq <= 3; seq++) {
      reader.offer(noteFeedback(), seq);
      reader.offer(pitchFeedback(110, seq), seq, 'latest');
    }
    expect(reader.heard).toHaveLength(0);
    expect(reader.read()).toBe(true);
    expect(reader.heard.map(({ topic, seq }) => `${topic} ${seq}`)).toEqual([
      'note 1',
      'note 2',
      'note 3',
      'pitch 3',
    ]);
    expect(reader).toMatchObject({ dropped: 2, gaps: 0, slowedTimes: 1 });
    expect(reader.outbox.isSlow).toBe(false);
  });

  test('keeps the order when it reads a little at a time', () => {
    const reader = new Reader();
    reader.stall();
    for (let seq = 1; seq <= 200; seq++) reader.offer(noteFeedback(), seq);
    while (reader.outbox.isSlow) {
      reader.bufferedAmount = 0;
      reader.outbox.drain();
    }
    expect(reader.heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  });

  test('loses a line that grows too long, and is told what it lost', () => {
    const reader = new Reader();
    reader.stall();
    for (let seq = 1; seq <= 1_100; seq++) reader.offer(noteFeedback(), seq);
    expect(reader.read()).toBe(true);
    expect(reader.heard).toMatchObject([
      { type: 'gap', topic: 'note', from: 1, to: 1_100, reason: 'slow_consumer' },
      { type: 'snapshot', topic: 'note' },
    ]);
    reader.offer(noteFeedback(), 1_101);
    expect(reader.heard.at(-1)).toMatchObject({ type: 'event', seq: 1_101 });
    expect(reader.gaps).toBe(1);
  });

  test('has five seconds to catch up', () => {
    const reader = new Reader();
    reader.stall();
    reader.offer(noteFeedback(), 1);
    reader.now = 5_000;
    expect(reader.outbox.drain()).toBe(true);
    reader.now = 5_001;
    expect(reader.outbox.drain()).toBe(false);
  });

  test('has more time when it reads in between', () => {
    const reader = new Reader();
    reader.stall();
    reader.offer(noteFeedback(), 1);
    reader.now = 4_000;
    reader.read();
    reader.stall();
    reader.offer(noteFeedback(), 2);
    reader.now = 8_000;
    expect(reader.outbox.drain()).toBe(true);
  });

  test('has to go when more than a mebibyte waits', () => {
    const reader = new Reader();
    reader.stall();
    reader.offer(noteFeedback(), 1);
    reader.bufferedAmount = 1024 * 1024;
    expect(reader.outbox.drain()).toBe(false);
  });
});

test('the bytes of an event are made once for all its readers', () => {
  const frame = Frame.of(noteFeedback(), 1);
  expect(frame.event).toBe(frame.event);
});

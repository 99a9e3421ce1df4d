import type { WebSocket } from 'ws';
import type { Milliseconds, Topic } from '../../core/plugin/index.js';
import type { Frame } from './frame.js';
import type { Mode } from './projection.js';
import { SLOW_READER } from './websocket-config.js';

/** The way out to one client. */
export interface Wire {
  send(bytes: Buffer | string): void;
  /** Bytes that the other side has not taken yet. */
  readonly bufferedAmount: number;
}

/** Everything is text, also where its bytes were made once and are shared. */
export function wireOf(socket: WebSocket): Wire {
  return {
    send: (bytes) => socket.send(bytes, { binary: false }),
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}

/** What an outbox tells of itself. */
export interface OutboxOwner {
  /** The client cannot follow: `drain` is to be called now and then. */
  slowed(): void;
  /** How a topic stands, for a client that lost some of it. */
  snapshots(topic: Topic): readonly string[];
  countDropped(): void;
  countGap(): void;
}

interface Loss {
  readonly from: number;
  to: number;
}

/**
 * Sends at once while the client follows. When it does not, continuous topics keep only their newest event, lossless
 * ones wait in line, and a line that grows too long becomes a gap and a snapshot.
 */
export class Outbox {
  private line: Frame[] = [];
  private lineBytes = 0;
  private readonly newest = new Map<string, Frame>();
  private readonly lost = new Map<Topic, Loss>();
  isSlow = false;
  private slowSince: Milliseconds = 0;

  constructor(
    private readonly wire: Wire,
    private readonly owner: OutboxOwner,
    private readonly now: () => Milliseconds,
  ) {}

  offer(frame: Frame, mode: Mode): void {
    if (!this.isSlow && this.hasRoom) {
      this.wire.send(frame.event);
      return;
    }
    this.slowDown();
    if (mode === 'latest') this.replace(frame);
    else this.queue(frame);
  }

  /** Sends what there is room for. False when there is no hope: the client has to go. */
  drain(): boolean {
    if (!this.isSlow) return true;
    if (this.hasRoom) this.slowSince = this.now();
    this.reportLosses();
    this.sendLine();
    this.sendNewest();
    this.isSlow = this.queued + this.lost.size > 0 || !this.hasRoom;
    return !this.isHopeless;
  }

  /** Events that wait. */
  get queued(): number {
    return this.line.length + this.newest.size;
  }

  get isHopeless(): boolean {
    if (!this.isSlow) return false;
    const held = this.wire.bufferedAmount + this.lineBytes;
    return held > SLOW_READER.hardBytes || this.now() - this.slowSince > SLOW_READER.patienceMs;
  }

  private get hasRoom(): boolean {
    return this.wire.bufferedAmount <= SLOW_READER.softBytes;
  }

  private slowDown(): void {
    if (this.isSlow) return;
    this.isSlow = true;
    this.slowSince = this.now();
    this.owner.slowed();
  }

  private replace(frame: Frame): void {
    if (this.newest.has(frame.key)) this.owner.countDropped();
    this.newest.set(frame.key, frame);
  }

  private queue(frame: Frame): void {
    const loss = this.lost.get(frame.topic);
    if (loss) {
      loss.to = frame.seq;
      return;
    }
    this.line.push(frame);
    this.lineBytes += frame.event.length;
    if (this.line.length > SLOW_READER.queuedEvents) this.giveUpLine();
  }

  private giveUpLine(): void {
    for (const { topic, seq } of this.line) {
      const loss = this.lost.get(topic) ?? { from: seq, to: seq };
      loss.to = seq;
      this.lost.set(topic, loss);
    }
    this.line = [];
    this.lineBytes = 0;
  }

  private reportLosses(): void {
    for (const [topic, { from, to }] of this.lost) {
      if (!this.hasRoom) return;
      this.lost.delete(topic);
      this.owner.countGap();
      this.wire.send(JSON.stringify({ type: 'gap', topic, from, to, reason: 'slow_consumer' }));
      for (const snapshot of this.owner.snapshots(topic)) this.wire.send(snapshot);
    }
  }

  private sendLine(): void {
    let sent = 0;
    for (const frame of this.line) {
      if (!this.hasRoom) break;
      this.wire.send(frame.event);
      this.lineBytes -= frame.event.length;
      sent++;
    }
    this.line.splice(0, sent);
  }

  private sendNewest(): void {
    if (this.line.length > 0) return;
    for (const [key, frame] of this.newest) {
      if (!this.hasRoom) return;
      this.newest.delete(key);
      this.wire.send(frame.event);
    }
  }
}

import type { Milliseconds } from '../../core/plugin/index.js';
import type { Frame } from './frame.js';
import { REPLAY } from './websocket-config.js';

/** The newest events of a lossless topic, for clients that were away for a moment. */
export class Replay {
  private readonly kept: { readonly frame: Frame; readonly at: Milliseconds }[] = [];
  private begin = 0;

  keep(frame: Frame, now: Milliseconds): void {
    this.kept.push({ frame, at: now });
    while (this.size > REPLAY.events || this.isTooOld(now)) this.begin++;
    if (this.begin > REPLAY.events) this.forget();
  }

  /** Everything after `seq`; `null` when some of it is forgotten, or when `seq` was never reached. */
  since(seq: number, newest: number, now: Milliseconds): readonly Frame[] | null {
    while (this.isTooOld(now)) this.begin++;
    const missed = newest - seq;
    if (missed < 0 || missed > this.size) return null;
    return this.kept.slice(this.kept.length - missed).map(({ frame }) => frame);
  }

  private forget(): void {
    this.kept.splice(0, this.begin);
    this.begin = 0;
  }

  private get size(): number {
    return this.kept.length - this.begin;
  }

  private isTooOld(now: Milliseconds): boolean {
    const oldest = this.kept[this.begin];
    return oldest !== undefined && now - oldest.at > REPLAY.ms;
  }
}

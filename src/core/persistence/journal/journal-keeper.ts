import { join } from 'node:path';
import type { Clock, Undo } from '../../plugin/clock.js';
import { Journal } from './journal.js';
import { OpenSessions } from './open-sessions.js';
import { encodeRecord, isMetricText } from './record.js';

/** Syncing costs the disk about a millisecond; ten times a second it costs nothing that anybody notices. */
const SYNC_INTERVAL = 100;
const RETRY_INTERVAL = 1000;
/** What waits in memory while the disk takes nothing. */
const WAITING_LIMIT = 64 << 20;
const WARNING_SHARE = 0.8;

export interface KeeperEvents {
  /** So many records more are on disk. */
  onJournaled(count: number): void;
  onWarning(message: string): void;
}

/** Writes the journal in groups, keeps it within its limit, and ends what an earlier run left open. */
export class JournalKeeper {
  readonly journal: Journal;
  private readonly open = new OpenSessions();
  private unsynced = 0;
  private lastSync = Number.NEGATIVE_INFINITY;
  private timer: Undo | null = null;
  private appended: number;
  private hasWarned = false;
  private losses = 0;
  private trouble: string | null = null;

  constructor(
    folder: string,
    private readonly limit: number,
    private readonly clock: Clock,
    private readonly events: KeeperEvents,
  ) {
    this.journal = new Journal(join(folder, 'journal'), () => this.beginAgain());
    this.appended = this.open.readAll(this.journal);
    for (const path of this.journal.damagedPaths) this.events.onWarning(damageWarning(path));
    this.abandonOpenSessions();
  }

  /** Records given up because the journal was full. */
  get lost(): number {
    return this.losses;
  }

  /** Why nothing can be written; `null` when all is well. */
  get failure(): string | null {
    return this.trouble;
  }

  /** Records appended since the start, and those found then. */
  get count(): number {
    return this.appended;
  }

  get hasOpenSessions(): boolean {
    return this.open.ids.length > 0;
  }

  accept(texts: readonly string[]): void {
    for (const text of texts) {
      this.unsynced += 1;
      if (this.hasRoomFor(text)) this.append(text);
      else this.losses += 1;
    }
    this.schedule(this.lastSync + SYNC_INTERVAL - this.clock.now());
  }

  /** Brings everything to disk now. Whether that worked, `failure` tells. */
  sync(): void {
    this.timer?.();
    this.timer = null;
    try {
      this.journal.sync();
      this.succeed();
    } catch (error) {
      this.fail((error as Error).message);
    }
  }

  close(isDone: boolean): void {
    this.timer?.();
    this.journal.close(isDone && !this.hasOpenSessions);
  }

  /** What a new segment begins with counts like everything else that is to arrive. */
  private beginAgain(): readonly string[] {
    const { texts } = this.open;
    this.appended += texts.length;
    return texts;
  }

  private append(text: string): void {
    this.journal.append(text);
    this.open.note(text);
    this.appended += 1;
  }

  private succeed(): void {
    if (this.trouble) this.events.onWarning('The journal can be written again; nothing was lost on the way.');
    this.trouble = null;
    this.lastSync = this.clock.now();
    if (this.unsynced > 0) this.events.onJournaled(this.unsynced);
    this.unsynced = 0;
    this.warnWhenFull();
  }

  private fail(reason: string): void {
    const advice = 'Notes are kept in memory until it can be written: make room on the disk.';
    if (!this.trouble) this.events.onWarning(`The journal cannot be written: ${reason}. ${advice}`);
    this.trouble = reason;
    this.schedule(RETRY_INTERVAL);
  }

  private schedule(delay: number): void {
    this.timer ??= this.clock.after(Math.max(0, delay), () => this.sync());
  }

  /** Beginnings and ends are few, and worth more than any note. */
  private hasRoomFor(text: string): boolean {
    if (!isMetricText(text)) return true;
    return this.journal.bytes < this.limit && this.journal.waitingSize < WAITING_LIMIT;
  }

  private warnWhenFull(): void {
    const share = this.journal.bytes / this.limit;
    if (share >= WARNING_SHARE && !this.hasWarned) this.events.onWarning(fullnessWarning(share, this.limit));
    this.hasWarned = share >= WARNING_SHARE;
  }

  private abandonOpenSessions(): void {
    for (const id of this.open.ids) this.append(encodeRecord({ kind: 'abandon', id }));
    this.sync();
  }
}

function damageWarning(path: string): string {
  return `The journal is damaged: a part of ${path} cannot be read. What can is stored; the file is kept as ${path}.damaged. Check the disk.`;
}

function fullnessWarning(share: number, limit: number): string {
  const percent = Math.round(100 * share);
  const size = Math.round(limit / 2 ** 20);
  return `The journal is ${percent} % full (of ${size} MB): notes will be lost when it is. Bring the database back.`;
}

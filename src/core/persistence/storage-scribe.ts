import type { Clock, Undo } from '../plugin/clock.js';
import { DeadLetters } from './drain/dead-letters.js';
import { Drainer } from './drain/drainer.js';
import { JournalKeeper } from './journal/journal-keeper.js';
import { isBefore, type Position } from './journal/segments.js';
import type { FromWorker, ToWorker, WorkerOptions, WriteStatus } from './storage-messages.js';

/** Status is told this often at the most. */
const STATUS_INTERVAL = 250;
/** A bridge that stops waits this long for the database to take the rest; what it does not take stays in the journal. */
const CLOSE_PATIENCE = 5000;

interface Waiter {
  readonly id: number;
  readonly upTo: Position;
}

/** Takes records, journals them, and has them drained: all that happens in the storage thread. */
export class StorageScribe {
  private readonly keeper: JournalKeeper;
  private readonly deadLetters: DeadLetters;
  private readonly drainer: Drainer;
  private waiters: Waiter[] = [];
  private unreachable: string | null = null;
  private drainedCount = 0;
  private statusTimer: Undo | null = null;

  constructor(
    { folder, journalLimit }: WorkerOptions,
    private readonly clock: Clock,
    private readonly tell: (message: FromWorker) => void,
  ) {
    this.keeper = new JournalKeeper(folder, journalLimit, clock, {
      onJournaled: (count) => this.journaled(count),
      onWarning: (message) => tell({ type: 'log', level: 'warn', message }),
    });
    this.deadLetters = new DeadLetters(folder);
    this.drainer = new Drainer(this.keeper.journal, this.deadLetters, clock, {
      onDrained: (position, count) => this.drained(position, count),
      onUnreachable: (reason) => this.lostDatabase(reason),
      onDeadLetter: (_, reason) =>
        this.warn(`The database refused a record (${reason}). It is kept in ${this.deadLetters.path}.`),
    });
  }

  take(message: Exclude<ToWorker, { type: 'close' }>): void {
    switch (message.type) {
      case 'records':
        this.keeper.accept(message.texts);
        break;
      case 'connect':
        this.drainer.connect(message.address);
        break;
      case 'unreachable':
        this.lostDatabase(message.reason);
        break;
      case 'flush':
        this.flush(message.id);
    }
  }

  /** Brings everything to disk, and as much as possible to the database. */
  async close(): Promise<void> {
    this.keeper.sync();
    await this.drainTheRest();
    await this.drainer.close();
    this.statusTimer?.();
    this.tell({ type: 'status', status: this.status() });
    this.keeper.close(!this.isBehind);
  }

  private get isBehind(): boolean {
    return isBefore(this.drainer.drained, this.keeper.journal.end) || this.keeper.failure !== null;
  }

  private journaled(count: number): void {
    this.tell({ type: 'journaled', count });
    this.drainer.wake();
    this.tellStatusSoon();
  }

  private drained(position: Position, count: number): void {
    if (this.unreachable) this.tell({ type: 'log', level: 'info', message: 'The database is back.' });
    this.unreachable = null;
    this.drainedCount += count;
    const arrived = this.waiters.filter(({ upTo }) => !isBefore(position, upTo));
    this.waiters = this.waiters.filter(({ upTo }) => isBefore(position, upTo));
    for (const { id } of arrived) this.tell({ type: 'flushed', id, failure: null });
    this.tellStatusSoon();
  }

  private lostDatabase(reason: string): void {
    if (!this.unreachable) this.warn(`The database cannot be reached: ${reason}. Notes wait in the journal.`);
    this.unreachable = reason;
    this.refuseWaiters(reason);
    this.tellStatusSoon();
  }

  private flush(id: number): void {
    this.keeper.sync();
    this.waiters.push({ id, upTo: this.keeper.journal.end });
    const failure = this.unreachable ?? this.keeper.failure;
    if (failure) this.refuseWaiters(failure);
    else if (!this.isBehind) this.drained(this.drainer.drained, 0);
    else this.drainer.wake();
  }

  private refuseWaiters(failure: string): void {
    for (const { id } of this.waiters) this.tell({ type: 'flushed', id, failure });
    this.waiters = [];
  }

  private async drainTheRest(): Promise<void> {
    const patience = this.clock.now() + CLOSE_PATIENCE;
    while (this.isBehind && this.drainer.isHopeful && this.clock.now() < patience) {
      this.drainer.wake();
      await new Promise<void>((resolve) => this.clock.after(5, resolve));
    }
  }

  private warn(message: string): void {
    this.tell({ type: 'log', level: 'warn', message });
  }

  private tellStatusSoon(): void {
    this.statusTimer ??= this.clock.after(STATUS_INTERVAL, () => {
      this.statusTimer = null;
      this.tell({ type: 'status', status: this.status() });
    });
  }

  private status(): WriteStatus {
    return {
      unreachable: this.unreachable,
      journalFailure: this.keeper.failure,
      journalBytes: this.keeper.journal.bytes,
      pending: this.keeper.count - this.drainedCount,
      deadLetters: this.deadLetters.count,
      lost: this.keeper.lost,
    };
  }
}

import type { Clock, Undo } from '../../plugin/clock.js';
import type { DatabaseAddress } from '../database-address.js';
import type { Journal } from '../journal/journal.js';
import type { JournalRecord } from '../journal/record.js';
import type { Position } from '../journal/segments.js';
import { type Batch, batchOf, failureOf, mayOvertake, send } from './batch.js';
import { isRowFault, reasonOf } from './database-fault.js';
import { DatabaseWriter } from './database-writer.js';
import type { DeadLetters } from './dead-letters.js';
import { statementsFor } from './statements.js';

/** Records at the most: without a backlog there are fewer. Larger batches gain nothing. */
const BATCH = 5000;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;

export interface DrainerEvents {
  /** Everything up to here, `count` records more than before, is in the database (or a dead letter). */
  onDrained(position: Position, count: number): void;
  /** The database does not answer; the drainer tries on. */
  onUnreachable(reason: string): void;
  onDeadLetter(record: JournalRecord, reason: string): void;
}

/** Carries records from the journal to the database, in order, and tries again for as long as it takes. */
export class Drainer {
  private address: DatabaseAddress | null = null;
  private writer: DatabaseWriter | null = null;
  private position: Position;
  private running: Promise<void> | null = null;
  private pause = FIRST_PAUSE;
  private retry: Undo | null = null;
  private isClosed = false;

  constructor(
    private readonly journal: Journal,
    private readonly deadLetters: DeadLetters,
    private readonly clock: Clock,
    private readonly events: DrainerEvents,
    private readonly batchSize = BATCH,
  ) {
    this.position = journal.start;
  }

  /** Behind the last record that has arrived. */
  get drained(): Position {
    return this.position;
  }

  /** There is a database, and it is not known to be away. */
  get isHopeful(): boolean {
    return this.address !== null && this.retry === null;
  }

  /** The schema at this address is ready: draining may begin. */
  connect(address: DatabaseAddress): void {
    this.address = address;
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    if (!this.address || this.running || this.retry || this.isClosed) return;
    this.running = this.drain(this.address)
      .catch((error) => this.comeBack(error))
      .finally(() => {
        this.running = null;
      });
  }

  /** Finishes the batch at hand and lets go of the connection. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.retry?.();
    await this.running;
    await this.writer?.close();
  }

  /** While the server works on a batch, the next one is made ready and, where its order does not matter, sent behind it. */
  private async drain(address: DatabaseAddress): Promise<void> {
    const writer = this.writer ?? (await DatabaseWriter.connect(address));
    this.writer = writer;
    let sending = send(writer, this.batchAt(this.position));
    while (sending.records.length > 0) {
      await Promise.race([writer.sent(), sending.failure]);
      const following = this.batchAt(sending.next);
      const early = !this.isClosed && mayOvertake(following) ? send(writer, following) : null;
      await this.settle(writer, sending.records, await sending.failure);
      this.arrived(sending);
      if (this.isClosed && !early) return;
      // What was an empty batch a moment ago may not be one any more.
      sending = early ?? send(writer, following.records.length > 0 ? following : this.batchAt(this.position));
    }
    this.arrived(sending);
  }

  private batchAt(position: Position): Batch {
    const { texts, next } = this.journal.read(position, this.batchSize);
    return batchOf(texts, next);
  }

  private arrived({ records, next }: Batch): void {
    this.position = next;
    this.pause = FIRST_PAUSE;
    this.journal.release(next);
    this.events.onDrained(next, records.length);
  }

  /** When a batch was refused, halves of it tell which record is to blame. */
  private async settle(
    writer: DatabaseWriter,
    records: readonly JournalRecord[],
    failure: unknown,
  ): Promise<void> {
    if (failure === null) return;
    if (!isRowFault(failure)) throw failure;
    const [only] = records;
    if (records.length === 1 && only) return this.bury(only, reasonOf(failure));
    const middle = Math.ceil(records.length / 2);
    for (const half of [records.slice(0, middle), records.slice(middle)])
      await this.settle(writer, half, await failureOf(writer.store(statementsFor(half))));
  }

  private bury(record: JournalRecord, reason: string): void {
    this.deadLetters.add(record, reason, this.clock.date());
    this.events.onDeadLetter(record, reason);
  }

  private comeBack(error: unknown): void {
    void this.writer?.close();
    this.writer = null;
    if (this.isClosed) return;
    this.retry = this.clock.after(this.pause, () => {
      this.retry = null;
      this.wake();
    });
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
    this.events.onUnreachable(reasonOf(error));
  }
}

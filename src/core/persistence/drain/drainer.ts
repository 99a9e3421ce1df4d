import type { Clock, Undo } from '../../plugin/clock.js';
import type { DatabaseAddress } from '../database-address.js';
import type { Journal } from '../journal/journal.js';
import { decodeRecord, type JournalRecord } from '../journal/record.js';
import type { Position } from '../journal/segments.js';
import { isRowFault, reasonOf } from './database-fault.js';
import { DatabaseWriter } from './database-writer.js';
import type { DeadLetters } from './dead-letters.js';
import { type Statement, statementsFor } from './statements.js';

/** At the most: without a backlog there are fewer. Larger ones gain nothing. */
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

/** Records of the journal, the statements that store them, and where to read on. */
interface Batch {
  readonly records: readonly JournalRecord[];
  readonly statements: readonly Statement[];
  readonly next: Position;
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

  /** While the server works on a batch, the next one is made ready. */
  private async drain(address: DatabaseAddress): Promise<void> {
    this.writer ??= await DatabaseWriter.connect(address);
    let batch = this.batchAt(this.position);
    while (!this.isClosed) {
      const storing = this.store(this.writer, batch.records, batch.statements);
      await Promise.race([this.writer.sent(), storing]);
      const following = batch.records.length > 0 ? this.batchAt(batch.next) : null;
      await storing;
      this.arrived(batch);
      // What was an empty batch a moment ago may not be one any more.
      batch = following?.records.length ? following : this.batchAt(this.position);
      if (batch.records.length === 0) return this.arrived(batch);
    }
  }

  private batchAt(position: Position): Batch {
    const { texts, next } = this.journal.read(position, BATCH);
    const records = texts.map(decodeRecord);
    return { records, next, statements: statementsFor(records) };
  }

  private arrived({ records, next }: Batch): void {
    this.position = next;
    this.pause = FIRST_PAUSE;
    this.journal.release(next);
    this.events.onDrained(next, records.length);
  }

  /** When a batch is refused, halves of it tell which record is to blame. */
  private async store(
    writer: DatabaseWriter,
    records: readonly JournalRecord[],
    statements: readonly Statement[] = statementsFor(records),
  ): Promise<void> {
    try {
      await writer.store(statements);
    } catch (error) {
      if (!isRowFault(error)) throw error;
      const [only] = records;
      if (records.length === 1 && only) return this.bury(only, reasonOf(error));
      const half = Math.ceil(records.length / 2);
      await this.store(writer, records.slice(0, half));
      await this.store(writer, records.slice(half));
    }
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

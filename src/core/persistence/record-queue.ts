import { Worker } from 'node:worker_threads';
import type { StorageError } from '../errors.js';
import type { Clock, Undo } from '../plugin/clock.js';
import type { Logger } from '../plugin/logger.js';
import { workerUrl } from '../system/worker-url.js';
import type { DatabaseAddress } from './database-address.js';
import { encodeRecord, type JournalRecord } from './journal/record.js';
import type { FromWorker, ToWorker, WorkerOptions, WriteStatus } from './storage-messages.js';
import { unreachable } from './unreachable.js';

const RESPAWN_PAUSE = 500;

interface Waiter {
  resolve(): void;
  reject(error: StorageError): void;
}

/**
 * The bridge's end of the storage thread. Putting a record in line encodes it and nothing else; the thread gets what
 * has gathered in the same turn of the event loop. Records are kept until the thread says that they are on disk, so
 * that they outlive it.
 */
export class RecordQueue {
  private worker: Worker | null = null;
  private isPosting = false;
  /** Not yet on disk; the first `posted` of them are with the thread. */
  private texts: string[] = [];
  private posted = 0;
  private safe = 0;
  private address: DatabaseAddress | null = null;
  private readonly waiters = new Map<number, Waiter>();
  private flushes = 0;
  private isClosing = false;
  private respawn: Undo | null = null;
  private closed = () => {};
  private latest: WriteStatus | null = null;

  constructor(
    private readonly options: WorkerOptions,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Records that are on disk since the start: these survive whatever comes. */
  get safeRecords(): number {
    return this.safe;
  }

  /** `null` until the thread has said something. */
  get status(): WriteStatus | null {
    return this.latest;
  }

  start(): void {
    this.respawn?.();
    this.respawn = null;
    const url = workerUrl('./storage-worker.js', import.meta.url);
    this.worker = new Worker(url, { workerData: this.options, execArgv: [], name: 'fretcoach-storage' });
    this.worker.on('message', (message: FromWorker) => this.hear(message));
    this.worker.on('error', (error) => this.log.error(`The storage thread failed: ${error.message}`));
    this.worker.on('exit', () => this.exited());
    if (this.address) this.post({ type: 'connect', address: this.address });
    this.posted = 0;
    this.postSoon();
  }

  enqueue(record: JournalRecord): void {
    this.texts.push(encodeRecord(record));
    this.postSoon();
  }

  connect(address: DatabaseAddress): void {
    this.address = address;
    this.post({ type: 'connect', address });
  }

  unreachable(reason: string): void {
    this.post({ type: 'unreachable', reason });
  }

  flush(): Promise<void> {
    if (this.isClosing) return Promise.reject(unreachable('its database', 'storage is closed'));
    if (!this.worker) return Promise.reject(unreachable('its database', 'the storage thread does not run'));
    this.postTexts();
    const id = this.flushes++;
    return new Promise((resolve, reject) => {
      this.waiters.set(id, { resolve, reject });
      this.post({ type: 'flush', id });
    });
  }

  /** Resolves when all that was put in line is on disk, and in the database if that is there. */
  async close(): Promise<void> {
    if (this.respawn) this.start();
    if (!this.worker) return;
    this.postTexts();
    this.isClosing = true;
    await new Promise<void>((resolve) => {
      this.closed = resolve;
      this.post({ type: 'close' });
    });
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private postSoon(): void {
    if (this.isPosting || !this.worker) return;
    this.isPosting = true;
    setImmediate(() => {
      this.isPosting = false;
      this.postTexts();
    });
  }

  private postTexts(): void {
    if (!this.worker || this.posted === this.texts.length) return;
    this.post({ type: 'records', texts: this.texts.slice(this.posted) });
    this.posted = this.texts.length;
  }

  private hear(message: FromWorker): void {
    if (message.type === 'journaled') this.forget(message.count);
    else if (message.type === 'flushed') this.settle(message.id, message.failure);
    else if (message.type === 'status') this.latest = message.status;
    else this.log[message.level](message.message);
  }

  private forget(count: number): void {
    this.safe += count;
    this.texts.splice(0, count);
    this.posted -= count;
  }

  private settle(id: number, failure: string | null): void {
    const waiter = this.waiters.get(id);
    this.waiters.delete(id);
    if (failure === null) waiter?.resolve();
    else waiter?.reject(unreachable('its database', failure));
  }

  private exited(): void {
    this.worker = null;
    for (const id of this.waiters.keys()) this.settle(id, 'the storage thread has stopped');
    if (this.isClosing) this.hasClosed();
    else this.respawn = this.clock.after(RESPAWN_PAUSE, () => this.start());
  }

  private hasClosed(): void {
    const lost = this.texts.length;
    if (lost > 0)
      this.log.error(`${lost} ${lost === 1 ? 'record' : 'records'} could not be written and are lost.`);
    this.closed();
  }
}

import type { DatabaseAddress } from './database-address.js';

/** From the bridge to the thread that stores. */
export type ToWorker =
  | { readonly type: 'records'; readonly texts: readonly string[] }
  /** The schema at this address is ready. */
  | { readonly type: 'connect'; readonly address: DatabaseAddress }
  /** There is no such address yet, and why. */
  | { readonly type: 'unreachable'; readonly reason: string }
  | { readonly type: 'flush'; readonly id: number }
  | { readonly type: 'close' };

/** And back. */
export type FromWorker =
  /** So many records more are on disk. */
  | { readonly type: 'journaled'; readonly count: number }
  /** All that came before the question is in the database, or why it is not. */
  | { readonly type: 'flushed'; readonly id: number; readonly failure: string | null }
  | { readonly type: 'status'; readonly status: WriteStatus }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

export interface WorkerOptions {
  /** Where the journal and the dead letters are kept. */
  readonly folder: string;
  /** Bytes the journal may grow to while the database is away. */
  readonly journalLimit: number;
}

/** How writing goes. */
export interface WriteStatus {
  /** Why the database cannot be reached; `null` while it can. */
  readonly unreachable: string | null;
  /** Why the journal cannot be written, such as a full disk; `null` while it can. */
  readonly journalFailure: string | null;
  readonly journalBytes: number;
  /** Records in the journal that are not in the database yet. */
  readonly pending: number;
  /** Records the database refused; they wait in a file. */
  readonly deadLetters: number;
  /** Records given up because the journal was full. */
  readonly lost: number;
}

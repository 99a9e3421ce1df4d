import type { BridgeStore } from './bridge-store.js';

export interface ConnectOptions {
  readonly token: string | null;
  /** Only what belongs to this session. */
  readonly session: string | null;
}

/** Keeps the store up to date with the bridge that served this page, for as long as the page lives. */
export function connect(_store: BridgeStore, _options: ConnectOptions): void {}

import type { Clock, Logger, RequestDoor } from '../../core/plugin/index.js';
import type { Streams } from './subscriptions.js';
import type { WebSocketConfig } from './websocket-config.js';

/** What all connections share. */
export interface Room {
  readonly config: WebSocketConfig;
  readonly version: string;
  readonly epoch: string;
  readonly streams: Streams;
  readonly door: RequestDoor;
  readonly clock: Clock;
  readonly log: Logger;
  countDropped(): void;
  countGap(): void;
}

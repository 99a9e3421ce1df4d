import 'reflect-metadata';

/** `fretcoach`: writes practices down and reads them back, for programs without the bridge. */
export { BridgeError, type ErrorCode, RequestError, StorageError } from './core/errors.js';
export {
  getSessionLogger,
  openSessionLogger,
  type SessionLoggerOptions,
} from './core/persistence/shared-session-logger.js';
export type { DebugInfo } from './core/session/debug-info.js';
export {
  type SessionEndInfo,
  SessionLogger,
  type SessionMetricInfo,
  type SessionStartInfo,
} from './core/session/session-logger.js';
export type { SessionStats } from './core/session/session-stats.js';

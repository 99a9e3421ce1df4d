import { join } from 'node:path';
import type { Clock } from '../plugin/clock.js';
import type { Logger } from '../plugin/logger.js';
import { SessionLogger } from '../session/session-logger.js';
import { defaultDataDir } from '../system/data-dir.js';
import { PinoLogger } from '../system/pino-logger.js';
import { SystemClock } from '../system/system-clock.js';
import { Storage } from './storage.js';

export interface SessionLoggerOptions {
  /** `DB_HOST`, `DB_PORT`, `DB_USER`, `DB_PASSWORD`, `DB_NAME`; the process's environment when left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The journal and the embedded database; a folder beside the bridge's own when left out, so that both may run. */
  readonly dataDir?: string;
  readonly clock?: Clock;
  readonly log?: Logger;
}

/** Opens storage for a program without the bridge. Sessions may be started at once: they wait until it is open. */
export function openSessionLogger(options: SessionLoggerOptions = {}): SessionLogger {
  const env = options.env ?? process.env;
  const clock = options.clock ?? new SystemClock();
  const log = options.log ?? PinoLogger.open('warn').named('fretcoach');
  const dataDir = options.dataDir ?? join(defaultDataDir({ ...env }), 'logger');
  const storage = new Storage({ env, dataDir, clock, log });
  const opening = storage.start();
  opening.catch((error: Error) => log.error(error.message));
  const close = async () => {
    await opening.catch(() => {});
    await storage.close();
  };
  return new SessionLogger(storage.repository, clock, log, close, opening);
}

let shared: SessionLogger | null = null;

/**
 * The program's one session logger, opened on first use: in the PostgreSQL that `DB_*` name, else in an embedded one.
 * Options count the first time only; after `close()` the next call opens it anew. Close it before the program ends.
 */
export function getSessionLogger(options?: SessionLoggerOptions): SessionLogger {
  if (shared?.isClosed !== false) shared = openSessionLogger(options);
  return shared;
}

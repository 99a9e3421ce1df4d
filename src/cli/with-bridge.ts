import type { StorageStatus } from '../core/persistence/storage.js';
import type { Logger } from '../core/plugin/logger.js';
import { PinoLogger } from '../core/system/pino-logger.js';
import { type BridgeOptions, type RunningBridge, runBridge } from '../main.js';
import { type Io, UsageError } from './command.js';
import { LOG_LEVELS, type LogLevel, PlainLogger } from './plain-logger.js';
import type { Settings } from './settings.js';

/** Options of every command that runs a bridge. */
export const LOG_OPTIONS = {
  log: { value: 'LEVEL', help: `How much to tell on the way: ${LOG_LEVELS.join(', ')}; warn when left out` },
  'log-json': { help: 'Tell it as JSON lines' },
} as const;

export interface LogValues {
  readonly log?: string;
  readonly 'log-json'?: boolean;
}

export function loggerFor({ log = 'warn', 'log-json': isJson = false }: LogValues, io: Io): Logger {
  const level = LOG_LEVELS.find((known) => known === log);
  if (!level) throw new UsageError(`--log takes ${LOG_LEVELS.join(', ')}, not "${log}".`);
  return isJson ? PinoLogger.open(level satisfies LogLevel) : new PlainLogger(io, level);
}

/** Runs a bridge while `use` works with it, and stops it in any case. Resolves with how its storage was left. */
export async function withBridge(
  { config, folder, dataDir }: Settings,
  log: Logger,
  io: Io,
  use: (bridge: RunningBridge) => Promise<void>,
  live: Pick<BridgeOptions, 'reread' | 'settings' | 'hear'> = {},
): Promise<StorageStatus> {
  io.progress('Starting …');
  const bridge = await runBridge({
    config,
    folder,
    dataDir,
    log,
    env: { ...io.env },
    ...live,
  });
  io.progress('');
  try {
    await use(bridge);
  } finally {
    io.progress('Stopping; what was played is being stored …');
    await bridge.stop();
    io.progress('');
  }
  return bridge.storage();
}

/** Resolves at Ctrl+C. */
export function untilInterrupted({ signal }: Io): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

import { AccessError, BridgeError, ERROR_REMEDIES, type ErrorCode } from '../core/errors.js';
import { bridgePortOf } from '../core/persistence/data-dir-lock.js';
import { problem } from '../core/wire/index.js';
import type { Io } from './command.js';
import type { Settings } from './settings.js';

const ANSWER_LIMIT = 3_000;

/** Where to look for the running bridge: at `--port`, else where the one with this data answers, else as configured. */
export function runningPort(asked: string | undefined, { config, dataDir }: Settings): number {
  const known = asked === undefined ? bridgePortOf(dataDir) : null;
  return known ?? config.http.port;
}

/**
 * Asks a bridge that runs on this machine; `null` when none does.
 * @throws AccessError when it lets nobody in, BridgeError when it cannot answer, with its own words.
 */
export async function askBridge(path: string, port: number, { env }: Io): Promise<unknown> {
  const token = env.FRETCOACH_TOKEN;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const signal = AbortSignal.timeout(ANSWER_LIMIT);
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers, signal }).catch(() => null);
  if (!response) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  if (response.status === 401 || response.status === 403) {
    const message = 'The bridge that runs here asks for a token: put one into FRETCOACH_TOKEN.';
    throw new AccessError('access.token-missing', message);
  }
  const refusal = problem.safeParse(answer).data;
  if (refusal && isKnown(refusal.code)) throw new BridgeError(refusal.code, refusal.detail);
  return null; // Something else listens there.
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_REMEDIES, code);
}

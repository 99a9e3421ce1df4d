import type { BridgeConfig } from '../core/config/index.js';
import { AccessError } from '../core/errors.js';
import type { Io } from './command.js';

const ANSWER_LIMIT = 3_000;

/**
 * Asks a bridge that runs on this machine; `null` when none does.
 * @throws AccessError when it refuses.
 */
export async function askBridge(path: string, { http }: BridgeConfig, { env }: Io): Promise<unknown> {
  const token = env.FRETCOACH_TOKEN;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const signal = AbortSignal.timeout(ANSWER_LIMIT);
  const response = await fetch(`http://127.0.0.1:${http.port}${path}`, { headers, signal }).catch(() => null);
  if (!response) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  if (response.status === 401 || response.status === 403) {
    const message = 'The bridge that runs here asks for a token: put one into FRETCOACH_TOKEN.';
    throw new AccessError('access.token-missing', message);
  }
  return null; // Something else listens there.
}

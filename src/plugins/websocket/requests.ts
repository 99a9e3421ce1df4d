import {
  BridgeError,
  type Fault,
  type Logger,
  type RequestDoor,
  type Scope,
} from '../../core/plugin/index.js';
import type { ClientMessage, RequestId, Result, ResultError } from '../../core/wire/index.js';
import { CONCURRENT_REQUESTS, LARGEST_RESULT } from './websocket-config.js';

type Request = Extract<ClientMessage, { type: 'request' }>;

/** Carries requests to the bridge's door and brings back their results, a few at a time. */
export class Requests {
  private underWay = 0;

  constructor(
    private readonly door: RequestDoor,
    private readonly log: Logger,
    private readonly scopes: readonly Scope[],
  ) {}

  /** The result as text; never rejects. */
  async answer({ id, method, params }: Request): Promise<string> {
    if (this.underWay >= CONCURRENT_REQUESTS) {
      return failure(id, {
        code: 'request.limit',
        message: `More than ${CONCURRENT_REQUESTS} requests at once.`,
      });
    }
    this.underWay++;
    try {
      return success(id, await this.door.request(method, params, this.scopes));
    } catch (error) {
      return failure(id, this.explain(error, method));
    } finally {
      this.underWay--;
    }
  }

  private explain(error: unknown, method: string): ResultError {
    if (error instanceof BridgeError) return errorOf(error.code, error.message, faultsOf(error));
    this.log.error('A request over WebSocket failed.', { method, error: String(error) });
    return errorOf('internal', 'The bridge met a fault of its own; its log says more.');
  }
}

function faultsOf(error: BridgeError): readonly Fault[] {
  return 'faults' in error && Array.isArray(error.faults) ? error.faults : [];
}

export function errorOf(code: string, message: string, faults: readonly Fault[] = []): ResultError {
  return { code, message, ...(faults.length ? { errors: [...faults] } : {}) };
}

export function success(id: RequestId | null, data: unknown): string {
  const text = JSON.stringify({ type: 'result', id, ok: true, data } satisfies Result);
  if (text.length <= LARGEST_RESULT) return text;
  return failure(id, {
    code: 'request.too-large',
    message: 'The answer is too long for a message: ask over HTTP.',
  });
}

export function failure(id: RequestId | null, error: ResultError): string {
  return JSON.stringify({ type: 'result', id, ok: false, error } satisfies Result);
}

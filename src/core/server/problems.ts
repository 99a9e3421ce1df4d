import { BridgeError, ConfigError, type ErrorCode, type Fault, RequestError } from '../errors.js';
import type { Problem } from '../wire/index.js';

/** HTTP status of each failure that a caller can meet; whatever is missing here is a fault of ours. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'config.unreadable': 422,
  'config.invalid': 422,
  'plugin.not-found': 404,
  'music.unknown-scale': 422,
  'music.unknown-tuning': 422,
  'request.invalid': 422,
  'request.malformed': 400,
  'request.unknown-method': 404,
  'request.unknown-path': 404,
  'request.media-type': 415,
  'request.too-large': 413,
  'request.headers': 431,
  'access.refused': 403,
  'access.scope': 403,
  'access.token-missing': 401,
  'access.token-refused': 401,
  'access.token-in-query': 400,
  'access.too-many': 429,
  'session.unknown': 404,
  'session.input-taken': 409,
  'session.ambiguous': 409,
  'storage.unreachable': 503,
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'A token is needed',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible now',
  413: 'Too large',
  415: 'Not JSON',
  422: 'The request has faults',
  429: 'Too often',
  431: 'Too many headers',
  500: 'The bridge has a fault',
  503: 'Not available for now',
};

/** Any failure as a problem document. What is not one of our errors keeps its secrets. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof BridgeError)) {
    return problem(500, 'internal', 'The bridge met a fault of its own; its log says more.', []);
  }
  return problem(STATUS[error.code] ?? 500, error.code, error.message, faultsOf(error));
}

export function faultsOf(error: BridgeError): readonly Fault[] {
  return error instanceof RequestError || error instanceof ConfigError ? error.faults : [];
}

function problem(status: number, code: string, detail: string, faults: readonly Fault[]): Problem {
  const title = TITLES[status] ?? 'The bridge has a fault';
  return { type: `urn:fretcoach:problem:${code}`, title, status, code, detail, errors: [...faults] };
}

/** A problem as an answer. */
export function problemResponse(error: unknown): Response {
  const body = problemOf(error);
  return new Response(JSON.stringify(body), { status: body.status, headers: problemHeaders(body.status) });
}

export function problemHeaders(status: number): Record<string, string> {
  return {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(status === 429 ? { 'retry-after': '60' } : {}),
  };
}

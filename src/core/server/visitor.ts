import type { IncomingMessage } from 'node:http';

/** What the access guard knows about whoever knocks. */
export interface Visitor {
  readonly peer: string;
  readonly verb: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Every `Host` header; a proper request has one. */
  readonly hosts: readonly string[];
  readonly origin: string | null;
  readonly fetchSite: string | null;
  readonly isNavigation: boolean;
  /** The token, from `Authorization: Bearer` or, in a WebSocket handshake, from the subprotocol `bearer.TOKEN`. */
  readonly token: string | null;
}

export function visitorOf(request: IncomingMessage): Visitor {
  const { headers } = request;
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  return {
    peer: request.socket.remoteAddress ?? '',
    verb: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    hosts: valuesOf(request.rawHeaders, 'host'),
    origin: headers.origin ?? null,
    fetchSite: single(headers['sec-fetch-site']),
    isNavigation: headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document',
    token: bearerToken(headers.authorization) ?? protocolToken(headers['sec-websocket-protocol']),
  };
}

function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

function protocolToken(protocols: string | undefined): string | null {
  const offered = (protocols ?? '').split(',').map((protocol) => protocol.trim());
  return offered.find((protocol) => protocol.startsWith('bearer.'))?.slice('bearer.'.length) ?? null;
}

import type { WebSocket } from 'ws';
import { BridgeError } from '../../errors.js';
import type { Undo } from '../../plugin/clock.js';
import type {
  Caller,
  InputContext,
  PluginContext,
  Scope,
  UdpPeer,
  UdpPort,
} from '../../plugin/plugin-context.js';
import { plainFacts, plainState, plainText } from './plain-words.js';
import type { Handlers, Talk } from './talk.js';
import { heardError, type ToldError } from './told-error.js';

type Context = PluginContext<never> & Partial<InputContext<never>>;
type Verb = Parameters<PluginContext<never>['http']['route']>[0];

/** A page that leaves more bytes than this unread has gone away: the plugin cannot see it, so we look. */
const MOST_BUFFERED = 1_048_576;

/** A request or an answer as it travels. */
export interface Letter {
  readonly status?: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** What a plugin in its own process may ask of the bridge: everything its context offers. */
export function servants(context: Context, talk: () => Talk | undefined): Handlers {
  const undos = new Map<number, Undo>();
  const ports = new Map<number, UdpPort>();
  const sockets = new Map<number, WebSocket>();
  let connections = 0;
  const { log } = context;

  const accept = (at: number, socket: WebSocket, { address, origin, scopes }: Caller) => {
    const id = ++connections;
    sockets.set(id, socket);
    talk()?.tell('connected', at, id, { address, origin, scopes });
    socket.on('message', (data, isBinary) =>
      talk()?.tell('message', id, Buffer.from(data as Buffer), isBinary),
    );
    socket.on('close', (code, reason) => {
      sockets.delete(id);
      talk()?.tell('closed', id, code, reason.toString());
    });
  };

  return {
    beat: () => {},
    emit: (reading) => context.emit?.(reading),
    status: (state: unknown, message: unknown, hint?: unknown) =>
      context.status(plainState(state), plainText(message), hint ? plainText(hint) : undefined),
    details: (facts: Readonly<Record<string, unknown>>) => context.details(plainFacts(facts)),
    fail: (error: ToldError) => context.fail(heardError(error)),
    log: (level: 'debug' | 'info' | 'warn' | 'error', message: unknown, facts) =>
      log[level](plainText(message), facts),
    request: (method: string, params, scopes: readonly Scope[]) =>
      context.door.request(method, params, scopes),
    undo: (at: number) => undos.get(at)?.(),

    route: (at: number, verb: Verb, path: string, scope?: Scope) => {
      undos.set(
        at,
        context.http.route(verb, path, (request) => answered(talk(), at, request), scope),
      );
    },
    socket: (at: number, path: string, options) => {
      undos.set(
        at,
        context.http.socket(path, (socket, caller) => accept(at, socket, caller), options),
      );
    },
    say: (id: number, data: string | Uint8Array) => {
      const socket = sockets.get(id);
      socket?.send(data);
      if (socket && socket.bufferedAmount > MOST_BUFFERED) socket.terminate();
    },
    hangUp: (id: number, code?: number, reason?: string) => sockets.get(id)?.close(code, reason),

    listen: async (at: number, address: { host: string; port: number }) => {
      const port = await context.udp.listen(address, (packet, from) =>
        talk()?.tell('datagram', at, Uint8Array.from(packet), from),
      );
      ports.set(at, port);
      undos.set(at, port.close);
      return port.port;
    },
    send: (at: number, packet: Uint8Array, to: UdpPeer) => ports.get(at)?.send(packet, to),
  };
}

async function answered(talk: Talk | undefined, at: number, request: Request): Promise<Response> {
  const { method, url } = request;
  const letter = { headers: [...request.headers], body: new Uint8Array(await request.arrayBuffer()) };
  const answer = await talk?.call<Letter>('answer', at, method, url, letter);
  if (!answer) throw new BridgeError('plugin.retryable', 'The plugin has stopped.');
  const { status = 200, headers, body } = answer;
  const isEmpty = body.length === 0;
  return new Response(isEmpty ? null : Uint8Array.from(body), {
    status,
    headers: headers.map(([k, v]) => [k, v]),
  });
}

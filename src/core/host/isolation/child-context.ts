import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import { FatalError } from '../../errors.js';
import type { Milliseconds } from '../../music/units.js';
import type { Clock, Undo } from '../../plugin/clock.js';
import type { LogFacts, Logger } from '../../plugin/logger.js';
import type { Caller, HttpMount, InputContext, UdpPeer, UdpPorts } from '../../plugin/plugin-context.js';
import { type Beginning, machineNow } from './beginning.js';
import type { Letter } from './servants.js';
import type { Handlers, Talk } from './talk.js';
import { toldError } from './told-error.js';

/** More in a second is a flood: what comes on top is left out, and counted. */
const READINGS_PER_SECOND = 5_000;
const NEWS_PER_SECOND = 200;

type Answer = Parameters<HttpMount['route']>[2];
type Accept = Parameters<HttpMount['socket']>[1];
type Receive = Parameters<UdpPorts['listen']>[1];

/** The context of a plugin in its own process: the same as in the bridge, with a wire in between. */
export class ChildContext {
  private readonly answers = new Map<number, Answer>();
  private readonly accepts = new Map<number, Accept>();
  private readonly receivers = new Map<number, Receive>();
  private readonly sockets = new Map<number, ChildSocket>();
  private readonly ending = new AbortController();
  private places = 0;

  constructor(private readonly talk: Talk) {}

  /** What the bridge may ask. */
  readonly handlers: Handlers = {
    answer: async (at: number, method: string, url: string, { headers, body }: Letter) => {
      const init = { method, headers: headers.map(([key, value]): [string, string] => [key, value]) };
      const hasBody = body.length > 0;
      const request = new Request(url, hasBody ? { ...init, body: Uint8Array.from(body) } : init);
      const response = await this.answers.get(at)?.(request);
      if (!response) throw new Error('nobody answers there');
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { status: response.status, headers: [...response.headers], body: bytes } satisfies Letter;
    },
    connected: (at: number, id: number, caller: Caller) => {
      const socket = new ChildSocket(id, this.talk);
      this.sockets.set(id, socket);
      this.accepts.get(at)?.(socket as unknown as WebSocket, caller);
    },
    message: (id: number, data: Uint8Array, isBinary: boolean) =>
      this.sockets.get(id)?.emit('message', Buffer.from(data), isBinary),
    closed: (id: number, code: number, reason: string) => {
      const socket = this.sockets.get(id);
      this.sockets.delete(id);
      socket?.closed(code, reason);
    },
    datagram: (at: number, packet: Uint8Array, from: UdpPeer) => this.receivers.get(at)?.(packet, from),
  };

  abort(): void {
    this.ending.abort();
  }

  /** @throws what the plugin's own schema says of the settings. */
  contextFor(beginning: Beginning, config: never): InputContext<never> {
    const { talk } = this;
    const readings = measured(talk, READINGS_PER_SECOND, 'left_out');
    const news = measured(talk, NEWS_PER_SECOND, 'untold');
    const { id, dataDir, prefix } = beginning;
    return {
      id,
      config,
      dataDir,
      clock: clockOf(beginning, (error) => talk.tell('fail', toldError(error))),
      log: loggerTo(news),
      signal: this.ending.signal,
      emit: (reading) => readings('emit', reading),
      status: (state, message, hint) => news('status', state, message, hint),
      details: (facts) => news('details', { ...facts }),
      fail: (error) => talk.tell('fail', toldError(error)),
      http: this.mount(prefix),
      udp: { listen: (address, receive) => this.listen(address, receive) },
      door: {
        request: (method, params, scopes) => talk.call('request', method, params, [...scopes]),
        admit: () => {
          throw new FatalError('Tokens are checked by the bridge before a plugin hears of anybody.');
        },
      },
    };
  }

  private mount(prefix: string): HttpMount {
    return {
      prefix,
      route: (method, path, answer, scope) => {
        const at = ++this.places;
        this.answers.set(at, answer);
        this.talk.tell('route', at, method, path, scope);
        return this.undo(at);
      },
      socket: (path, accept, options) => {
        const at = ++this.places;
        this.accepts.set(at, accept);
        this.talk.tell('socket', at, path, options);
        return this.undo(at);
      },
    };
  }

  private async listen(address: Parameters<UdpPorts['listen']>[0], receive: Receive) {
    const at = ++this.places;
    this.receivers.set(at, receive);
    const port = await this.talk.call<number>('listen', at, address);
    const send = (packet: Uint8Array, to: UdpPeer) => this.talk.tell('send', at, packet, to);
    return { port, send, close: this.undo(at) };
  }

  private undo(at: number): Undo {
    return () => this.talk.tell('undo', at);
  }
}

/** The part of a WebSocket that a plugin needs, at the other end of the wire. */
class ChildSocket extends EventEmitter {
  readyState = 1;
  readonly bufferedAmount = 0;

  constructor(
    private readonly id: number,
    private readonly talk: Talk,
  ) {
    super();
  }

  send(data: string | Uint8Array): void {
    this.talk.tell('say', this.id, data);
  }

  close(code?: number, reason?: string): void {
    this.talk.tell('hangUp', this.id, code, reason);
  }

  terminate(): void {
    this.close();
  }

  closed(code: number, reason: string): void {
    this.readyState = 3;
    this.emit('close', code, Buffer.from(reason));
  }
}

/** The bridge's clock, read from the machine's. */
function clockOf({ now, machineNow: then, epoch }: Beginning, fail: (error: unknown) => void): Clock {
  const guarded = (call: () => void) => () => {
    try {
      call();
    } catch (error) {
      fail(error);
    }
  };
  const read = () => machineNow() - then + now;
  return {
    now: read,
    date: (time: Milliseconds = read()) => new Date(epoch + time),
    after: (delay, call) => {
      const timer = setTimeout(guarded(call), delay);
      return () => clearTimeout(timer);
    },
    every: (interval, call) => {
      const timer = setInterval(guarded(call), interval);
      return () => clearInterval(timer);
    },
  };
}

/** Tells so much a second; how much was too much stands in the details, under `counted`. */
function measured(talk: Talk, perSecond: number, counted: string): Talk['tell'] {
  let second = 0;
  let told = 0;
  let leftOut = 0;
  return (name, ...args) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      if (leftOut > 0) talk.tell('details', { [counted]: leftOut });
      second = now;
      told = 0;
    }
    if (++told <= perSecond) talk.tell(name, ...args);
    else leftOut++;
  };
}

function loggerTo(tell: Talk['tell']): Logger {
  const say = (level: string) => (message: string, facts?: LogFacts) =>
    tell('log', level, message, facts && (JSON.parse(JSON.stringify(facts)) as LogFacts));
  const log: Logger = {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    named: () => log,
  };
  return log;
}

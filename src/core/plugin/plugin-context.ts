import type { InjectionToken } from 'tsyringe';
import type { WebSocket } from 'ws';
import type { PluginState } from '../events/plugin-status.js';
import type { Reading } from '../events/reading.js';
import type { Clock, Undo } from './clock.js';
import type { Logger } from './logger.js';

/**
 * States a plugin may report of itself; the host knows the others. `stopped` says that it has done all there was
 * to do, such as an input at the end of its recording: everything it had to say has been said.
 */
export type ReportedState = Extract<
  PluginState,
  'running' | 'degraded' | 'reconnecting' | 'needs-config' | 'needs-device' | 'stopped'
>;

/** Rights that come with a connection; each includes none of the others. */
export type Scope = 'read' | 'feedback' | 'control' | 'admin';

/** What a token or a place allows. */
export interface Grant {
  readonly scopes: readonly Scope[];
  /** Aborts when the token behind it is revoked; left out where there is none. */
  readonly revoked?: AbortSignal;
}

/** Who opened a connection, after the access guard let it in. Without scopes it has yet to show a token. */
export interface Caller extends Grant {
  readonly address: string;
  readonly origin: string | null;
}

/** The plugin's place on the bridge's one HTTP server. Everything mounted is taken down when the plugin stops. */
export interface HttpMount {
  /** Such as `/plugins/guitar`. */
  readonly prefix: string;
  /** Answers `GET prefix/path` and the like, to callers with the scope: `read` for GET and `control` for the rest unless said. */
  route(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    answer: (request: Request) => Response | Promise<Response>,
    scope?: Scope,
  ): Undo;
  /**
   * Takes WebSockets at `prefix/path`. A path that begins with `/` is taken as it stands, for plugins that come
   * with the bridge. `protocol` is the subprotocol that is agreed on when the client offers it.
   */
  socket(
    path: string,
    accept: (socket: WebSocket, caller: Caller) => void,
    options?: { readonly protocol?: string; readonly maxPayload?: number },
  ): Undo;
}

/** UDP sockets of the bridge: plugins that listen on the same address and port share one socket. */
export interface UdpPorts {
  /**
   * Receives every datagram. Resolves with the bound port (for `port: 0`) and the way to answer.
   * @throws DeviceError `busy` when another program holds the port.
   */
  listen(
    address: { readonly host: string; readonly port: number },
    receive: (packet: Uint8Array, from: UdpPeer) => void,
  ): Promise<UdpPort>;
}
export interface UdpPeer {
  readonly address: string;
  readonly port: number;
}
export interface UdpPort {
  readonly port: number;
  send(packet: Uint8Array, to: UdpPeer): void;
  readonly close: Undo;
}

/** The door for requests from outside, such as `session.start`; the same methods as over HTTP. */
export interface RequestDoor {
  /** @throws RequestError (with all faults) or any other BridgeError. */
  request(method: string, params: unknown, scopes: readonly Scope[]): Promise<unknown>;
  /** Checks a token that was shown after the handshake. @throws AccessError when it is refused. */
  admit(token: string, caller: Caller): Grant;
}

export const RequestDoor: InjectionToken<RequestDoor> = Symbol('RequestDoor');

/** Makes the mounts, one an instance; `unmountAll` takes down whatever the instance left behind. */
export interface HttpMounts {
  mountFor(id: string): HttpMount & { unmountAll(): void };
}
export const HttpMounts: InjectionToken<HttpMounts> = Symbol('HttpMounts');

/** What a plugin receives. It never sees the container, nor another plugin. */
export interface PluginContext<Config> {
  /** The instance: its key in the configuration. */
  readonly id: string;
  /** Checked and frozen. */
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborts when the plugin is to stop. */
  readonly signal: AbortSignal;
  /** Where stored things such as calibrations may be kept: a folder of the instance's own, made on first use. */
  readonly dataDir: string;
  /** Tells people how it goes: one sentence, and what to do about it. */
  status(state: ReportedState, message: string, hint?: string): void;
  /** Adds facts to the status, such as the chosen device; `null` takes one away. */
  details(facts: Readonly<Record<string, string | number | boolean | null>>): void;
  /**
   * Something broke after the start: the host stops the instance and tries again with backoff,
   * or waits for a device or a new configuration, as the kind of error asks.
   */
  fail(error: unknown): void;
  readonly http: HttpMount;
  readonly udp: UdpPorts;
  readonly door: RequestDoor;
}

/** Inputs also speak. */
export interface InputContext<Config> extends PluginContext<Config> {
  /** Hands a reading to the bridge; returns at once and never throws. */
  emit(reading: Reading): void;
}

import { Lifecycle, scoped } from 'tsyringe';
import type { WebSocket } from 'ws';
import type { Undo } from '../plugin/clock.js';
import type { Caller, HttpMount, HttpMounts, Scope } from '../plugin/plugin-context.js';

export type SocketOptions = NonNullable<Parameters<HttpMount['socket']>[2]>;

/** A place where a plugin takes WebSockets. */
export interface SocketMount {
  readonly accept: (socket: WebSocket, caller: Caller) => void;
  readonly options: SocketOptions;
  /** The connections that are open there. */
  readonly sockets: Set<WebSocket>;
}

/** What a plugin answers at one address. */
interface Answer {
  readonly answer: (request: Request) => Response | Promise<Response>;
  /** What the caller must be allowed. */
  readonly scope: Scope;
}

/** Who restarts comes back in a moment. */
const SERVICE_RESTART = 1012;

/** Where plugins answer on the bridge's one server. */
@scoped(Lifecycle.ContainerScoped)
export class PluginMounts implements HttpMounts {
  private readonly answers = new Map<string, Answer>();
  private readonly sockets = new Map<string, SocketMount>();

  mountFor(id: string): HttpMount & { unmountAll(): void } {
    const prefix = `/plugins/${id}`;
    const undos = new Set<Undo>();
    const undoable = (undo: Undo): Undo => {
      undos.add(undo);
      return () => {
        undos.delete(undo);
        undo();
      };
    };
    return {
      prefix,
      route: (verb, path, answer, scope = verb === 'GET' ? 'read' : 'control') =>
        undoable(put(this.answers, `${verb} ${prefix}${path}`, { answer, scope })),
      socket: (path, accept, options = {}) =>
        undoable(this.mountSocket(path.startsWith('/') ? path : `${prefix}/${path}`, accept, options)),
      unmountAll: () => {
        for (const undo of [...undos]) undo();
        undos.clear();
      },
    };
  }

  answerAt(verb: string, path: string): Answer | undefined {
    return this.answers.get(`${verb} ${path}`);
  }

  socketAt(path: string): SocketMount | undefined {
    return this.sockets.get(path);
  }

  private mountSocket(path: string, accept: SocketMount['accept'], options: SocketOptions): Undo {
    const mount: SocketMount = { accept, options, sockets: new Set() };
    const remove = put(this.sockets, path, mount);
    return () => {
      remove();
      for (const socket of mount.sockets) socket.close(SERVICE_RESTART, 'the plugin stopped');
    };
  }
}

/** @throws Error when the place is taken: two plugins cannot answer at one address. */
function put<Value>(places: Map<string, Value>, key: string, value: Value): Undo {
  if (places.has(key)) throw new Error(`Another plugin answers at ${key} already.`);
  places.set(key, value);
  return () => {
    if (places.get(key) === value) places.delete(key);
  };
}

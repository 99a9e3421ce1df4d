import type { WebSocket } from 'ws';
import type { Milliseconds } from '../music/units.js';
import type { Clock, Undo } from '../plugin/clock.js';
import type { HttpMount, UdpPorts } from '../plugin/plugin-context.js';

/** Remembers what a plugin opened through its context, so that nothing is left when it stops. */
export class Scope {
  private readonly undos = new Set<Undo>();

  /** `failed` hears what the plugin's own code throws when it is called back. */
  constructor(private readonly failed: (error: unknown) => void) {}

  /** Calls the plugin back: what goes wrong there is its failure, and nobody else's. */
  async call(back: () => unknown): Promise<void> {
    try {
      await back();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Keeps `undo` until it is called or the scope ends. */
  keep(undo: Undo): Undo {
    const once = () => {
      if (this.undos.delete(once)) undo();
    };
    this.undos.add(once);
    return once;
  }

  end(): void {
    for (const undo of [...this.undos]) undo();
  }
}

/** The bridge's clock, with timers that end with the scope. */
export class ScopedClock implements Clock {
  constructor(
    private readonly clock: Clock,
    private readonly scope: Scope,
  ) {}

  now(): Milliseconds {
    return this.clock.now();
  }

  date(time?: Milliseconds): Date {
    return this.clock.date(time);
  }

  after(delay: Milliseconds, call: () => void): Undo {
    const undo = this.scope.keep(
      this.clock.after(delay, () => {
        undo();
        void this.scope.call(call);
      }),
    );
    return undo;
  }

  every(interval: Milliseconds, call: () => void): Undo {
    return this.scope.keep(this.clock.every(interval, () => void this.scope.call(call)));
  }
}

/** The bridge's UDP ports, closed for this plugin when the scope ends. */
export function scopedUdp(ports: UdpPorts, scope: Scope): UdpPorts {
  return {
    async listen(address, receive) {
      const port = await ports.listen(address, (...datagram) => void scope.call(() => receive(...datagram)));
      return { port: port.port, send: (packet, to) => port.send(packet, to), close: scope.keep(port.close) };
    },
  };
}

/** The plugin's place on the server; what goes wrong there over a page's WebSocket ends in the scope. */
export function scopedHttp(http: HttpMount, scope: Scope): HttpMount {
  return {
    ...http,
    socket: (path, accept, options) =>
      http.socket(
        path,
        (socket, caller) => {
          callThrough(scope, socket);
          void scope.call(() => accept(socket, caller));
        },
        options,
      ),
  };
}

function callThrough(scope: Scope, socket: WebSocket): void {
  socket.emit = (event: string | symbol, ...facts: unknown[]) => {
    const listeners = socket.rawListeners(event);
    for (const listener of listeners) void scope.call(() => listener.apply(socket, facts));
    return listeners.length > 0;
  };
}

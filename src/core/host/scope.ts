import type { Milliseconds } from '../music/units.js';
import type { Clock, Undo } from '../plugin/clock.js';
import type { UdpPorts } from '../plugin/plugin-context.js';

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

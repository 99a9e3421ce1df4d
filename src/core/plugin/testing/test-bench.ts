import type { Reading } from '../../events/reading.js';
import type { Undo } from '../clock.js';
import type { Logger } from '../logger.js';
import type { HttpMount, InputContext, ReportedState, UdpPorts } from '../plugin-context.js';
import { VirtualClock } from '../virtual-clock.js';

export interface Report {
  readonly state: ReportedState;
  readonly message: string;
  readonly hint: string | null;
}

/** Everything a plugin finds around it, with time in the test's hands and a count of all that was left open. */
export class TestBench {
  readonly clock = new VirtualClock();
  readonly emitted: Reading[] = [];
  readonly reports: Report[] = [];
  readonly failures: unknown[] = [];
  readonly details: Record<string, string | number | boolean | null> = {};
  readonly log: Logger = silent();
  private readonly abort = new AbortController();
  private readonly open = new Map<Undo, string>();

  constructor(
    private readonly ports: UdpPorts = noPorts(),
    readonly dataDir = '/nowhere',
  ) {}

  /** What is still mounted, bound or ticking, in words. */
  get leftovers(): readonly string[] {
    const timers = this.clock.pending > 0 ? [`${this.clock.pending} timers`] : [];
    return [...this.open.values(), ...timers];
  }

  /** As the host does after a stop: whatever the plugin left mounted is taken down, and its signal aborts. */
  abandon(): void {
    this.abort.abort();
    for (const undo of [...this.open.keys()]) undo();
  }

  contextFor<Config>(config: Config, id = 'under-test'): InputContext<Config> {
    return {
      id,
      config,
      clock: this.clock,
      log: this.log,
      signal: this.abort.signal,
      dataDir: this.dataDir,
      emit: (reading) => void this.emitted.push(reading),
      status: (state, message, hint) => void this.reports.push({ state, message, hint: hint ?? null }),
      details: (facts) => void Object.assign(this.details, facts),
      fail: (error) => void this.failures.push(error),
      http: this.mountFor(id),
      udp: { listen: (address, receive) => this.listen(address, receive) },
      door: {
        request: async () => ({}),
        admit: () => ({ scopes: ['read', 'feedback', 'control'] }),
      },
    };
  }

  private mountFor(id: string): HttpMount {
    return {
      prefix: `/plugins/${id}`,
      route: (method, path) => this.keep(`route ${method} ${path}`),
      socket: (path) => this.keep(`socket ${path}`),
    };
  }

  private async listen(...[address, receive]: Parameters<UdpPorts['listen']>) {
    const port = await this.ports.listen(address, receive);
    const forget = this.keep(`UDP port ${port.port}`);
    const close = () => {
      forget();
      port.close();
    };
    return { port: port.port, send: port.send.bind(port), close };
  }

  private keep(what: string): Undo {
    const undo = () => void this.open.delete(undo);
    this.open.set(undo, what);
    return undo;
  }
}

function noPorts(): UdpPorts {
  return {
    listen: async ({ port }) => ({ port: port || 1, send: () => {}, close: () => {} }),
  };
}

function silent(): Logger {
  const logger: Logger = { debug() {}, info() {}, warn() {}, error() {}, named: () => logger };
  return logger;
}

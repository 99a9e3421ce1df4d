import { SharedUdpPorts } from '../../src/core/host/shared-udp-ports.js';
import type { InputContext, Reading, RequestDoor, Scope } from '../../src/core/plugin/index.js';
import { TestBench } from '../../src/core/plugin/testing/index.js';

type Socket = Parameters<InputContext<unknown>['http']['socket']>[1];

/** The published bench with real UDP on free ports, and a door and sockets that remember who came. */
export class RecordingContext<Config> implements InputContext<Config> {
  readonly id = 'test';
  readonly requests: [method: string, params: unknown, scopes: readonly string[]][] = [];
  readonly sockets = new Map<string, Socket>();
  /** Tokens that the door knows. */
  readonly admits = new Map<string, readonly Scope[]>();
  /** Takes all of them back. */
  readonly revocation = new AbortController();
  private readonly bench = new TestBench();
  private readonly context: InputContext<Config>;

  constructor(readonly config: Config) {
    this.context = this.bench.contextFor(config, this.id);
  }

  readonly clock = this.bench.clock;
  readonly log = this.bench.log;
  readonly dataDir = this.bench.dataDir;
  readonly readings: readonly Reading[] = this.bench.emitted;
  readonly failures: readonly unknown[] = this.bench.failures;
  readonly facts = this.bench.details;
  readonly signal = this.bench.contextFor(null).signal;
  readonly udp = new SharedUdpPorts();
  readonly emit: InputContext<Config>['emit'] = (reading) => this.context.emit(reading);
  readonly status: InputContext<Config>['status'] = (...report) => this.context.status(...report);
  readonly details: InputContext<Config>['details'] = (facts) => this.context.details(facts);
  readonly fail: InputContext<Config>['fail'] = (error) => this.context.fail(error);

  readonly http: InputContext<Config>['http'] = {
    prefix: '/plugins/test',
    route: () => () => {},
    socket: (path, accept) => {
      this.sockets.set(path, accept);
      return () => this.sockets.delete(path);
    },
  };

  readonly door: RequestDoor = {
    request: (method, params, scopes) => {
      this.requests.push([method, params, scopes]);
      return Promise.resolve({});
    },
    admit: (token) => {
      const scopes = this.admits.get(token);
      if (!scopes) throw new Error('no such token');
      return { scopes, revoked: this.revocation.signal };
    },
  };

  get statuses() {
    return this.bench.reports.map(({ state, message, hint }) => ({
      state,
      message,
      ...(hint === null ? {} : { hint }),
    }));
  }

  get lastStatus() {
    return this.statuses.at(-1);
  }

  /** As the host does when the plugin is to stop. */
  end(): void {
    this.bench.abandon();
  }

  ofKind<Kind extends Reading['kind']>(kind: Kind) {
    return this.readings.filter(
      (reading): reading is Extract<Reading, { kind: Kind }> => reading.kind === kind,
    );
  }
}

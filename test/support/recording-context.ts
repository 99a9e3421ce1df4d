import { SharedUdpPorts } from '../../src/core/host/shared-udp-ports.js';
import type {
  InputContext,
  Reading,
  ReportedState,
  RequestDoor,
  Scope,
} from '../../src/core/plugin/index.js';
import { FakeClock } from './fake-clock.js';
import { SilentLogger } from './silent-logger.js';

/** A plugin's surroundings that remember all it says and does. Only UDP is real, on free ports. */
export class RecordingContext<Config> implements InputContext<Config> {
  readonly id = 'test';
  readonly clock = new FakeClock();
  readonly log = new SilentLogger();
  readonly readings: Reading[] = [];
  readonly statuses: { readonly state: ReportedState; readonly message: string; readonly hint?: string }[] =
    [];
  readonly failures: unknown[] = [];
  readonly facts: Record<string, unknown> = {};
  readonly requests: [method: string, params: unknown, scopes: readonly string[]][] = [];
  readonly sockets = new Map<string, Parameters<InputContext<Config>['http']['socket']>[1]>();
  /** Tokens that the door knows. */
  readonly admits = new Map<string, readonly Scope[]>();
  readonly dataDir = '/nowhere';
  readonly udp = new SharedUdpPorts();
  private readonly abort = new AbortController();
  readonly signal = this.abort.signal;

  constructor(readonly config: Config) {}

  readonly emit = (reading: Reading) => void this.readings.push(reading);
  readonly status = (state: ReportedState, message: string, hint?: string) =>
    void this.statuses.push({ state, message, ...(hint === undefined ? {} : { hint }) });
  readonly details = (facts: Readonly<Record<string, unknown>>) => void Object.assign(this.facts, facts);
  readonly fail = (error: unknown) => void this.failures.push(error);

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
      return { scopes };
    },
  };

  get lastStatus() {
    return this.statuses.at(-1);
  }

  /** As the host does when the plugin is to stop. */
  end(): void {
    this.abort.abort();
  }

  ofKind<Kind extends Reading['kind']>(kind: Kind) {
    return this.readings.filter(
      (reading): reading is Extract<Reading, { kind: Kind }> => reading.kind === kind,
    );
  }
}

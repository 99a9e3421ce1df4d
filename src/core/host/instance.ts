import { isDeepStrictEqual } from 'node:util';
import type { InjectionToken } from 'tsyringe';
import type { PluginStatus } from '../events/plugin-status.js';
import type { Clock } from '../plugin/clock.js';
import type { ConfigSchema, RunningPlugin } from '../plugin/input-plugin.js';
import type { Logger } from '../plugin/logger.js';
import type { HttpMounts, PluginContext, RequestDoor, UdpPorts } from '../plugin/plugin-context.js';
import { type Attempt, Lifecycle } from './lifecycle.js';
import { RestartPolicy } from './restart-policy.js';
import { Scope, ScopedClock, scopedHttp, scopedUdp } from './scope.js';
import { settingsFault } from './settings-fault.js';

/** One entry of `plugins` in the configuration. */
export interface InstanceSpec {
  readonly id: string;
  readonly use: string;
  readonly enabled: boolean;
  /** The bridge does not start without it. */
  readonly required: boolean;
  /** As written; the plugin's own schema checks it. */
  readonly config: unknown;
}

/** What every instance finds around it. */
export interface PluginSurroundings {
  readonly clock: Clock;
  readonly log: Logger;
  readonly mounts: HttpMounts;
  readonly udp: UdpPorts;
  readonly door: RequestDoor;
  /** Folder of an instance's own. */
  readonly dataDirFor: (id: string) => string;
}
export const PluginSurroundings: InjectionToken<PluginSurroundings> = Symbol('PluginSurroundings');

export interface Surroundings extends PluginSurroundings {
  /** A status changed. */
  readonly changed: () => void;
}

type Details = Record<string, string | number | boolean | null>;

/** One role of one configured instance: its context, its life, its status. */
export class Instance {
  readonly lifecycle: Lifecycle;
  private readonly facts: Details = {};

  constructor(
    private current: InstanceSpec,
    readonly role: 'input' | 'output',
    private readonly schema: ConfigSchema<never>,
    private readonly create: (context: PluginContext<never>, round: number) => RunningPlugin<never>,
    private readonly around: Surroundings,
  ) {
    const who = `${role === 'input' ? 'Input' : 'Output'} "${current.id}"`;
    const log = around.log.named(current.id);
    const { clock, changed } = around;
    const prepare = (round: number) => this.prepare(round);
    this.lifecycle = new Lifecycle(who, prepare, new RestartPolicy(), clock, log, changed, current.required);
  }

  get spec(): InstanceSpec {
    return this.current;
  }

  /** Takes over new settings while it runs. False when it has to restart instead. */
  async reconfigure(spec: InstanceSpec): Promise<boolean> {
    if (!isDeepStrictEqual({ ...spec, config: null }, { ...this.spec, config: null })) return false;
    const isTaken = await this.lifecycle.reconfigure(() => this.parse(spec));
    if (isTaken) this.current = spec;
    return isTaken;
  }

  status(dropped: number, queued = 0): PluginStatus {
    const { id, use } = this.spec;
    const { condition, restarts } = this.lifecycle;
    return {
      id,
      use,
      roles: [this.role],
      ...condition,
      restarts,
      dropped,
      queued,
      details: { ...this.facts },
    };
  }

  private prepare(round: number): Attempt {
    const scope = new Scope((error) => void this.lifecycle.fail(error, round));
    const abort = new AbortController();
    const mount = this.around.mounts.mountFor(this.spec.id);
    const end = () => {
      abort.abort();
      mount.unmountAll();
      scope.end();
    };
    try {
      const config = this.parse(this.spec);
      return { plugin: this.create(this.contextFor(config, round, scope, abort.signal, mount), round), end };
    } catch (error) {
      end();
      throw error;
    }
  }

  private contextFor(
    config: never,
    round: number,
    scope: Scope,
    signal: AbortSignal,
    http: PluginContext<never>['http'],
  ): PluginContext<never> {
    const { around, lifecycle } = this;
    return {
      id: this.spec.id,
      config,
      clock: new ScopedClock(around.clock, scope),
      log: around.log.named(this.spec.id),
      signal,
      dataDir: around.dataDirFor(this.spec.id),
      status: (state, message, hint) => lifecycle.report(round, state, message, hint ?? null),
      details: (facts) => this.note(facts),
      fail: (error) => void lifecycle.fail(error, round),
      http: scopedHttp(http, scope),
      udp: scopedUdp(around.udp, scope),
      door: around.door,
    };
  }

  private note(facts: Readonly<Details>): void {
    const news = Object.entries(facts).filter(([name, value]) => (this.facts[name] ?? null) !== value);
    for (const [name, value] of news) {
      if (value === null) delete this.facts[name];
      else this.facts[name] = value;
    }
    if (news.length > 0) this.around.changed();
  }

  private parse(spec: InstanceSpec): never {
    try {
      return deepFreeze(this.schema.parse(spec.config ?? {}));
    } catch (cause) {
      throw settingsFault(cause);
    }
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

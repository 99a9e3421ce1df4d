import { inject, injectable } from 'tsyringe';
import { messageOf, PluginError } from '../errors.js';
import type { PluginStatus } from '../events/plugin-status.js';
import { FeedbackDispatcher } from '../feedback/feedback-dispatcher.js';
import type { Undo } from '../plugin/clock.js';
import type { InputPlugin } from '../plugin/input-plugin.js';
import type { DeviceList, NearbyList, PluginDirectory } from '../plugin/plugin-directory.js';
import { deviceLists } from './device-lists.js';
import { InputRunner, type ReadingSink } from './input-runner.js';
import { type InstanceSpec, PluginSurroundings, type Surroundings } from './instance.js';
import { type InstanceChanges, instanceChanges } from './instance-changes.js';
import { nearbyList } from './nearby.js';
import { neededRoles } from './needed-roles.js';
import { OutputRunner } from './output-runner.js';
import { PluginLoader } from './plugin-loader.js';
import type { PluginModule } from './plugin-module.js';
import { mergedStatus, statusOfUnloaded } from './status.js';

type Runner = InputRunner | OutputRunner;

/** Loads what the configuration names and keeps it alive, each instance apart from the others. */
@injectable()
export class PluginHost implements PluginDirectory {
  private inputs: readonly InputRunner[] = [];
  private outputs: readonly OutputRunner[] = [];
  private idle: readonly PluginStatus[] = [];
  private specs: readonly InstanceSpec[] = [];
  private sink: ReadingSink = { accept: () => {}, silence: () => {} };
  private readonly kinds = new Map<string, InputPlugin<never>>();
  private readonly undoById = new Map<string, Undo>();
  private following: Promise<unknown> = Promise.resolve();
  private readonly around: Surroundings;
  private isTelling = false;
  private isStopping = false;

  constructor(
    @inject(PluginLoader) private readonly loader: PluginLoader,
    @inject(FeedbackDispatcher) private readonly dispatcher: FeedbackDispatcher,
    @inject(PluginSurroundings) around: PluginSurroundings,
  ) {
    this.around = { ...around, changed: () => this.tell() };
  }

  /**
   * Loads every enabled instance; nothing starts yet. A plugin that cannot be loaded is a status.
   * @param sink hears what the inputs say.
   * @throws PluginError when that plugin is `required`.
   */
  async load(specs: readonly InstanceSpec[], sink: ReadingSink): Promise<void> {
    this.sink = sink;
    this.specs = specs;
    await this.loadAll(specs);
  }

  /**
   * Follows a new configuration: stops what is gone, starts what is new, hands what changed its settings or restarts
   * it; the rest goes on undisturbed. One after the other, when several come at once.
   */
  follow(specs: readonly InstanceSpec[]): Promise<InstanceChanges> {
    const followed = this.following.then(() => this.change(specs));
    this.following = followed.catch(() => {});
    return followed;
  }

  async startOutputs(): Promise<void> {
    await Promise.all(this.outputs.map((output) => output.start()));
    this.refuseWithout(this.outputs);
  }

  async startInputs(): Promise<void> {
    await Promise.all(this.inputs.map((input) => input.start()));
    this.refuseWithout(this.inputs);
  }

  /** From now on nothing starts any more, whoever asks for it. */
  async stopInputs(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.inputs.map((input) => input.stop()));
  }

  async stopOutputs(): Promise<void> {
    await Promise.all(this.outputs.map((output) => output.stop()));
  }

  get inputIds(): readonly string[] {
    return this.inputs.map(({ spec }) => spec.id);
  }

  statuses(): readonly PluginStatus[] {
    const ids = new Set(this.runners.map(({ spec }) => spec.id));
    const loaded = [...ids].map((id) => mergedStatus(this.runnersOf(id).map(({ status }) => status)));
    return [...loaded, ...this.idle];
  }

  async restart(id: string): Promise<PluginStatus> {
    const runners = this.runnersOf(id);
    if (runners.length === 0) throw this.unknown(id);
    if (!this.isStopping) await Promise.all(runners.map((runner) => runner.restart()));
    return mergedStatus(runners.map(({ status }) => status));
  }

  devices(): Promise<Readonly<Record<string, DeviceList>>> {
    return deviceLists(this.kinds, this.around.clock);
  }

  async nearby(id: string): Promise<NearbyList> {
    const spec = this.specs.find((one) => one.id === id);
    if (!spec) throw this.unknown(id);
    return nearbyList(await this.loader.load(spec.use), this.around.clock);
  }

  private get runners(): readonly Runner[] {
    return [...this.inputs, ...this.outputs];
  }

  private runnersOf(id: string): readonly Runner[] {
    return this.runners.filter(({ spec }) => spec.id === id);
  }

  private async change(specs: readonly InstanceSpec[]): Promise<InstanceChanges> {
    const changes = instanceChanges(this.specs, specs);
    const restarted = await this.reconfigure(specs.filter(({ id }) => changes.changed.includes(id)));
    await this.leave([...changes.removed, ...restarted]);
    const fresh = new Set([...changes.added, ...restarted]);
    const added = specs.filter(({ id }) => fresh.has(id));
    await this.loadAll(added.map((spec) => ({ ...spec, required: false })));
    this.specs = specs;
    const isFresh = ({ spec }: Runner) => fresh.has(spec.id);
    if (!this.isStopping) await Promise.all(this.runners.filter(isFresh).map((runner) => runner.start()));
    this.tell();
    return changes;
  }

  /** Resolves with those that have to restart for their new settings. */
  private async reconfigure(specs: readonly InstanceSpec[]): Promise<readonly string[]> {
    const taken = await Promise.all(specs.map((spec) => this.takesOver(spec)));
    return specs.filter((_, at) => !taken[at]).map(({ id }) => id);
  }

  private async takesOver(spec: InstanceSpec): Promise<boolean> {
    const runners = this.runnersOf(spec.id);
    const { input, output } = await this.rolesOf(spec).catch((): PluginModule => ({}));
    const roles = [input, output].filter((role) => role !== undefined).length;
    if (roles === 0 || roles !== runners.length) return false;
    const taken = await Promise.all(runners.map((runner) => runner.reconfigure(spec)));
    return taken.every(Boolean);
  }

  private async leave(ids: readonly string[]): Promise<void> {
    const isLeaving = ({ spec }: Runner) => ids.includes(spec.id);
    await Promise.all(this.runners.filter(isLeaving).map((runner) => runner.stop()));
    this.inputs = this.inputs.filter((runner) => !isLeaving(runner));
    this.outputs = this.outputs.filter((runner) => !isLeaving(runner));
    this.idle = this.idle.filter(({ id }) => !ids.includes(id));
    for (const id of ids) this.undoById.get(id)?.();
  }

  /** Asks beside each other, and lists in order. */
  private async loadAll(specs: readonly InstanceSpec[]): Promise<void> {
    const loading = specs.map((spec) => (spec.enabled ? this.rolesOf(spec) : null));
    await Promise.allSettled(loading);
    for (const [at, spec] of specs.entries()) await this.loadOne(spec, loading[at] ?? null);
  }

  private async rolesOf(spec: InstanceSpec): Promise<PluginModule> {
    return neededRoles(await this.loader.load(spec.use), spec);
  }

  private async loadOne(spec: InstanceSpec, roles: Promise<PluginModule> | null): Promise<void> {
    if (!roles) {
      const now = this.around.clock.date();
      this.idle = [
        ...this.idle,
        statusOfUnloaded(spec, 'stopped', 'Switched off in the configuration.', null, now),
      ];
      return;
    }
    try {
      const { input, output } = await roles;
      if (input) this.addInput(new InputRunner(spec, input, this.sink, this.around), input);
      if (output) this.addOutput(new OutputRunner(spec, output, this.around));
    } catch (error) {
      if (spec.required) throw error;
      this.idle = [...this.idle, this.unloadable(spec, error)];
    }
  }

  private addInput(runner: InputRunner, kind: InputPlugin<never>): void {
    this.inputs = [...this.inputs, runner];
    this.kinds.set(runner.spec.use, kind);
  }

  private addOutput(runner: OutputRunner): void {
    this.outputs = [...this.outputs, runner];
    this.undoById.set(runner.spec.id, this.dispatcher.add(runner));
  }

  /** Tells once about all changes of one turn. */
  private tell(): void {
    if (this.isTelling) return;
    this.isTelling = true;
    queueMicrotask(() => {
      this.isTelling = false;
      const time = this.around.clock.now();
      this.dispatcher.dispatch({ topic: 'plugins', time, sessionId: null, plugins: this.statuses() });
    });
  }

  private unloadable(spec: InstanceSpec, error: unknown): PluginStatus {
    const message = messageOf(error);
    const hint = error instanceof PluginError ? error.hint : null;
    this.around.log.info(message, { instance: spec.id }); // the check of the configuration has warned
    return statusOfUnloaded(spec, 'failed', message, hint, this.around.clock.date());
  }

  private refuseWithout(runners: readonly Runner[]): void {
    const missing = runners.find(
      ({ spec, status }) => spec.required && !['running', 'degraded'].includes(status.state),
    );
    if (!missing) return;
    const { id, message, hint } = missing.status;
    throw new PluginError('plugin.fatal', `"${id}" is required and does not run: ${message}`, hint);
  }

  private unknown(id: string): PluginError {
    const known = this.statuses().map((status) => status.id);
    return new PluginError(
      'plugin.not-found',
      `There is no running plugin "${id}".`,
      `Choose one of ${known.join(', ')}.`,
    );
  }
}

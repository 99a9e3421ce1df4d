import { type InjectionToken, inject, Lifecycle, scoped } from 'tsyringe';
import type { PluginStatus } from './events/plugin-status.js';
import { FeedbackDispatcher } from './feedback/index.js';
import type { InstanceSpec } from './host/instance.js';
import type { InstanceChanges } from './host/instance-changes.js';
import { PluginHost } from './host/plugin-host.js';
import { ReadingRouter } from './pipeline/reading-router.js';
import { Clock } from './plugin/clock.js';
import { HttpServer } from './server/index.js';
import { Telemetry } from './server/telemetry.js';
import { SessionController } from './session/session-controller.js';

/** What the bridge asks of storage: that it opens and closes. */
export interface BridgeStorage {
  /** @param port where the bridge answers, for programs that look for it by its data. */
  start(port: number): Promise<void>;
  close(): Promise<void>;
}
export const BridgeStorage: InjectionToken<BridgeStorage> = Symbol('BridgeStorage');

/** Joins the rooms: starts them in order, stops them in reverse. */
@scoped(Lifecycle.ContainerScoped)
export class Bridge {
  constructor(
    @inject(BridgeStorage) private readonly storage: BridgeStorage,
    @inject(HttpServer) private readonly server: HttpServer,
    @inject(PluginHost) private readonly host: PluginHost,
    @inject(SessionController) private readonly sessions: SessionController,
    @inject(ReadingRouter) private readonly router: ReadingRouter,
    @inject(FeedbackDispatcher) private readonly dispatcher: FeedbackDispatcher,
    @inject(Telemetry) private readonly telemetry: Telemetry,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  get url(): string {
    return this.server.url;
  }

  statuses(): readonly PluginStatus[] {
    return this.host.statuses();
  }

  /**
   * Resolves when everything runs that can. The shelf opens while the plugins start: what is played meanwhile is kept.
   * @throws BridgeError when the address is taken, the data folder cannot be used, or a required plugin does not run.
   */
  async start(plugins: readonly InstanceSpec[]): Promise<void> {
    try {
      this.dispatcher.add({
        offer: ({ topic, time }) => this.telemetry.countEvent(topic, this.clock.now() - time),
      });
      await this.host.load(plugins, this.router);
      const port = await this.server.start();
      await allSettled([this.storage.start(port), this.startPlugins()]);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Follows a new list of plugins; a running practice goes on. */
  follow(plugins: readonly InstanceSpec[]): Promise<InstanceChanges> {
    return this.host.follow(plugins);
  }

  /** Ends inputs, practices, outputs, the server and the shelf, one by one. Never rejects for a plugin's sake. */
  async stop(): Promise<void> {
    await this.host.stopInputs();
    this.router.stop();
    await this.sessions.close();
    await this.host.stopOutputs();
    await this.server.stop();
    await this.storage.close();
  }

  private async startPlugins(): Promise<void> {
    await this.host.startOutputs();
    await this.host.startInputs();
  }
}

/** Both have come to an end before one's error is told: what is still starting could not be stopped. */
async function allSettled(starts: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(starts);
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
}

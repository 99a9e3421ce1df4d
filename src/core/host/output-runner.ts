import { PluginError } from '../errors.js';
import type { FeedbackEvent } from '../events/feedback-event.js';
import type { PluginStatus } from '../events/plugin-status.js';
import type { Milliseconds } from '../music/units.js';
import type { OutputPlugin, RunningOutput } from '../plugin/output-plugin.js';
import { FeedbackQueue } from './feedback-queue.js';
import { Instance, type InstanceSpec, type Surroundings } from './instance.js';
import { within } from './within.js';

/** How long an output may take over one event. */
const DELIVERY_LIMIT: Milliseconds = 2_000;

/** Runs one output: hands it one event at a time, and never makes the music wait. */
export class OutputRunner {
  private readonly instance: Instance;
  private readonly queue = new FeedbackQueue();
  private output: RunningOutput<never> | null = null;
  private round = 0;
  private isBusy = false;

  constructor(
    spec: InstanceSpec,
    private readonly plugin: OutputPlugin<never>,
    private readonly around: Surroundings,
  ) {
    this.instance = new Instance(
      spec,
      'output',
      plugin.config,
      (context, round) => {
        this.round = round;
        this.output = plugin.create(context);
        return this.output;
      },
      around,
    );
  }

  get spec(): InstanceSpec {
    return this.instance.spec;
  }

  get status(): PluginStatus {
    return this.instance.status(this.queue.dropped, this.queue.length);
  }

  async start(): Promise<void> {
    await this.instance.lifecycle.start();
  }

  async stop(): Promise<void> {
    await this.instance.lifecycle.stop();
    this.queue.clear();
  }

  /** False when the instance has to restart for these settings. */
  reconfigure(spec: InstanceSpec): Promise<boolean> {
    return this.instance.reconfigure(spec);
  }

  restart(): Promise<void> {
    this.queue.clear();
    return this.instance.lifecycle.restart();
  }

  /** Shows the event now when the output is idle, otherwise as soon as it is. Returns at once. */
  offer(event: FeedbackEvent): void {
    if (!this.instance.lifecycle.isRunning || this.plugin.topics?.includes(event.topic) === false) return;
    if (this.isBusy) this.queue.push(event);
    else this.deliver(event);
  }

  private deliver(event: FeedbackEvent): void {
    const { output, round } = this;
    if (!output) return;
    try {
      const done = output.deliver(event);
      if (done) void this.await(done, round);
    } catch (error) {
      this.fail(error, round);
    }
  }

  private async await(done: Promise<void>, round: number): Promise<void> {
    this.isBusy = true;
    try {
      await within(this.around.clock, DELIVERY_LIMIT, done, () => this.deliveredTooSlowly());
    } catch (error) {
      this.fail(error, round);
    } finally {
      this.isBusy = false;
    }
    this.drain();
  }

  private drain(): void {
    if (!this.instance.lifecycle.isRunning) this.queue.clear(); // The player is past it when this one is back.
    while (!this.isBusy) {
      const next = this.queue.shift();
      if (!next) return;
      this.deliver(next);
    }
  }

  private fail(error: unknown, round: number): void {
    this.queue.clear();
    void this.instance.lifecycle.fail(error, round);
  }

  private deliveredTooSlowly(): PluginError {
    const seconds = DELIVERY_LIMIT / 1000;
    return new PluginError(
      'plugin.delivery-timeout',
      `Output "${this.spec.id}" took longer than ${seconds} s over one event.`,
      'Is its device reachable?',
    );
  }
}

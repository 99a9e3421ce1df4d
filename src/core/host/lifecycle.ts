import { DeviceError, FatalError, messageOf, PluginConfigError, PluginError } from '../errors.js';
import type { PluginState } from '../events/plugin-status.js';
import type { Milliseconds } from '../music/units.js';
import type { Clock, Undo } from '../plugin/clock.js';
import type { RunningPlugin } from '../plugin/input-plugin.js';
import type { Logger } from '../plugin/logger.js';
import type { RestartPolicy } from './restart-policy.js';
import { within } from './within.js';

const START_LIMIT: Milliseconds = 10_000;
const STOP_LIMIT: Milliseconds = 5_000;

/** A state, in words for people. */
export interface Condition {
  readonly state: PluginState;
  readonly message: string;
  readonly hint: string | null;
  readonly since: Date;
  readonly nextTryAt: Date | null;
}

/** Makes a fresh instance for every attempt; `end` takes back all it opened through its context. */
export interface Attempt {
  readonly plugin: RunningPlugin<never>;
  readonly end: () => void;
}

/**
 * Keeps one instance alive: starts it, tells its state, tries again after failures, stops it.
 * Every start has a number; whatever an earlier one still says is not heard.
 */
export class Lifecycle {
  private attempt: Attempt | null = null;
  private round = 0;
  private cancelRetry: Undo = () => {};
  private leaving: Promise<void> = Promise.resolve();
  private lastFailure: string | null = null;
  private hasRun = false;
  condition: Condition;
  restarts = 0;

  constructor(
    private readonly who: string,
    private readonly prepare: (round: number) => Attempt,
    private readonly policy: RestartPolicy,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly changed: () => void,
    /** Whoever starts the bridge is told when this does not start: it needs no telling twice. */
    private readonly isRequired = false,
  ) {
    this.condition = this.describe('stopped', 'Not started.', null, null);
  }

  get isRunning(): boolean {
    return (
      this.attempt !== null && (this.condition.state === 'running' || this.condition.state === 'degraded')
    );
  }

  /** Resolves when the first attempt has succeeded or failed; what ran before is closed. Never rejects. */
  async start(): Promise<void> {
    this.cancelRetry();
    const round = ++this.round;
    await this.leave();
    if (round !== this.round) return;
    this.set('starting', 'Starting.', null);
    try {
      this.attempt = this.prepare(round);
      await within(this.clock, START_LIMIT, this.attempt.plugin.start(), () => this.startedTooSlowly());
      if (round === this.round) this.hasStarted();
    } catch (error) {
      await this.fail(error, round);
    }
  }

  /** Resolves when the instance is closed or its time for that is over; never rejects. */
  async stop(): Promise<void> {
    this.round++;
    this.cancelRetry();
    await this.leave();
    this.set('stopped', 'Stopped.', null);
  }

  async restart(): Promise<void> {
    const stopped = this.stop();
    const { round } = this;
    await stopped;
    if (round !== this.round) return; // Whoever spoke last has the last word.
    this.policy.reset();
    this.restarts++;
    await this.start();
  }

  /** Hands over new settings; false when it does not run, cannot take them, or fails at it: then it has to restart. */
  async reconfigure(read: () => never): Promise<boolean> {
    const { attempt, round } = this;
    if (!this.isRunning || !attempt?.plugin.reconfigure) return false;
    try {
      const taken = attempt.plugin.reconfigure(read());
      await within(this.clock, START_LIMIT, taken, () => this.startedTooSlowly());
      return round === this.round;
    } catch (error) {
      this.log.info(`${this.who} restarts with its new settings: ${messageOf(error)}`, { error });
      return false;
    }
  }

  /** What the plugin says of itself. */
  report(round: number, state: PluginState, message: string, hint: string | null): void {
    if (round === this.round) this.set(state, message, hint);
  }

  /** A failure, from the plugin or from the host; failures of an earlier round are not heard. */
  async fail(error: unknown, round: number): Promise<void> {
    if (round !== this.round) return;
    this.round++;
    this.tell(error);
    this.settle(error);
    await this.leave();
  }

  /** An absent device is no alarm, and nobody wants to read the same sentence at every try. */
  private tell(error: unknown): void {
    const message = messageOf(error);
    const isTold = message === this.lastFailure || (this.isRequired && !this.hasRun);
    const isNews = !isTold && !(error instanceof DeviceError);
    const sentence = `${this.who} failed: ${message}`;
    if (isNews) this.log.warn(sentence, { error });
    else this.log.info(sentence, { error });
    this.lastFailure = message;
  }

  private hasStarted(): void {
    this.policy.hasStarted(this.clock.now());
    this.hasRun = true;
    this.lastFailure = null;
    if (this.condition.state === 'starting') this.set('running', 'Running.', null);
  }

  private settle(error: unknown): void {
    const now = this.clock.now();
    if (error instanceof PluginConfigError) this.give('needs-config', error);
    else if (error instanceof FatalError) this.give('failed', error);
    else if (error instanceof DeviceError) this.give('needs-device', error, this.policy.lacksDevice(now));
    else {
      const next = this.policy.hasFailed(now);
      this.give(next.isQuarantined ? 'quarantined' : 'reconnecting', error, next.delay);
    }
  }

  /** Shows the failure; with `retryIn`, tries again then. */
  private give(state: PluginState, error: unknown, retryIn: Milliseconds | null = null): void {
    const hint = error instanceof PluginError ? error.hint : null;
    this.set(state, messageOf(error), hint, retryIn);
    if (retryIn !== null) this.retryAfter(retryIn);
  }

  private retryAfter(delay: Milliseconds): void {
    const round = this.round;
    this.cancelRetry = this.clock.after(delay, () => {
      if (round !== this.round) return;
      this.restarts++;
      void this.start();
    });
  }

  /** Closes what runs; a new start waits until that is done. */
  private leave(): Promise<void> {
    const { attempt } = this;
    this.attempt = null;
    if (attempt) this.leaving = this.close(attempt);
    return this.leaving;
  }

  private async close({ plugin, end }: Attempt): Promise<void> {
    try {
      await within(this.clock, STOP_LIMIT, plugin.stop(), () => new Error('it did not stop within 5 s'));
    } catch (error) {
      this.log.warn(`${this.who} did not close cleanly: ${messageOf(error)}`, { error });
    } finally {
      end();
    }
  }

  private set(
    state: PluginState,
    message: string,
    hint: string | null,
    retryIn: Milliseconds | null = null,
  ): void {
    this.condition = this.describe(state, message, hint, retryIn);
    this.changed();
  }

  private describe(
    state: PluginState,
    message: string,
    hint: string | null,
    retryIn: Milliseconds | null,
  ): Condition {
    const now = this.clock.now();
    const nextTryAt = retryIn === null ? null : this.clock.date(now + retryIn);
    return { state, message, hint, since: this.clock.date(now), nextTryAt };
  }

  private startedTooSlowly(): PluginError {
    const seconds = START_LIMIT / 1000;
    return new PluginError(
      'plugin.start-timeout',
      `${this.who} did not start within ${seconds} s.`,
      'Is its device switched on, and is another program using it?',
    );
  }
}

import { type Light, mixLights, NEUTRAL, QualityLight } from '../../core/light/index.js';
import type {
  FeedbackEvent,
  Milliseconds,
  PluginContext,
  RunningOutput,
  Score,
  SessionId,
  Undo,
} from '../../core/plugin/index.js';
import { pause, withDeadline } from './deadline.js';
import { type LampConfig, paceOf, paletteOf } from './lamp-config.js';
import type { LampDriver, LampState } from './lamp-driver.js';
import { StateKeeper } from './state-keeper.js';

const FADE: Milliseconds = 1_000;
const STEP: Milliseconds = 250;
const CHECK_INTERVAL: Milliseconds = 10_000;
const FAREWELL_LIMIT: Milliseconds = 4_000; // the host waits 5 s

/**
 * One lamp. It is left alone until a practice with ambient lighting begins, shows how that practice goes,
 * and is given back as it was found.
 */
export class SmartBulbOutput implements RunningOutput<LampConfig> {
  private readonly keeper: StateKeeper;
  private readonly interval: Milliseconds;
  private sessions: readonly SessionId[] = [];
  private quality: Score | null = null;
  private light: QualityLight;
  private before: LampState | null = null;
  private hasStarted = false;
  private isLost = false;
  private isSending = false;
  private isShowing = false;
  private stopTimers: readonly Undo[] = [];
  private stopping: Promise<void> | null = null;
  /** Cuts waiting short when the end has come. */
  private readonly hurry = new AbortController();
  /** Taking and giving back happen one after the other, however quickly practices start and end. */
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: PluginContext<LampConfig>,
    private readonly driver: LampDriver,
  ) {
    this.keeper = new StateKeeper(context.dataDir);
    this.interval = 1000 / driver.capabilities.maxRate;
    this.light = this.freshLight();
  }

  async start(): Promise<void> {
    await this.driver.connect();
    if (this.stopping) return;
    this.hasStarted = true;
    const owed = this.keeper.read();
    if (owed) this.enqueue(() => this.giveBack(owed, null));
    const { clock } = this.context;
    this.stopTimers = [
      clock.every(this.interval, () => void this.sendNext()),
      clock.every(CHECK_INTERVAL, () => void this.checkIdle()),
    ];
    this.context.details({ driver: this.context.config.driver });
    this.context.status('running', `${sentence(this.driver.name)} waits for a practice.`);
  }

  deliver(event: FeedbackEvent): void {
    if (event.topic === 'session') this.followSession(event);
    if (event.topic !== 'feedback' || event.sessionId === null) return;
    if (event.ambientLighting) this.join(event.sessionId);
    if (event.sessionId === this.sessions.at(-1)) this.show(event.quality);
  }

  stop(): Promise<void> {
    this.stopping ??= this.sayGoodbye();
    return this.stopping;
  }

  private followSession(event: Extract<FeedbackEvent, { topic: 'session' }>): void {
    if (event.state === 'ended') this.leave(event.session.id);
    else if (event.session.ambientLighting) this.join(event.session.id);
  }

  /** The practice that began last is the one to show. */
  private join(session: SessionId): void {
    if (this.sessions.includes(session)) return;
    this.sessions = [...this.sessions, session];
    this.show(null);
    if (this.sessions.length === 1) this.enqueue(() => this.take());
  }

  private leave(session: SessionId): void {
    if (!this.sessions.includes(session)) return;
    this.sessions = this.sessions.filter((other) => other !== session);
    this.show(null);
    if (this.sessions.length === 0) this.enqueue(() => this.release());
  }

  private show(quality: Score | null): void {
    this.quality = quality;
    this.light.toward(quality);
  }

  private async take(): Promise<void> {
    if (this.sessions.length === 0 || this.isShowing) return;
    const before = await this.driver.snapshot();
    if (before) this.keeper.save(before);
    this.before = before;
    const neutral = this.dimmed(NEUTRAL);
    await this.fade(before?.light ?? null, neutral);
    await this.driver.apply(neutral, FADE);
    if (this.driver.capabilities.fades) await pause(this.context.clock, FADE, this.hurry.signal);
    this.light = this.freshLight();
    this.light.toward(this.quality);
    this.isShowing = true;
    this.tellHow(before);
  }

  private tellHow(before: LampState | null): void {
    const message = `${sentence(this.driver.name)} shows how the practice goes.`;
    if (before) this.context.status('running', message);
    else
      this.context.status(
        'running',
        message,
        'It does not tell its state, so it keeps its colour afterwards.',
      );
  }

  private async release(): Promise<void> {
    if (this.sessions.length > 0 || !this.isShowing) return;
    this.isShowing = false;
    if (this.before) await this.giveBack(this.before, this.dimmed(this.light.shown));
    this.before = null;
    this.context.status('running', `${sentence(this.driver.name)} waits for a practice.`);
  }

  /** `shown` is `null` when nobody knows what the lamp shows now. */
  private async giveBack(state: LampState, shown: Light | null): Promise<void> {
    await this.fade(shown, state.light);
    await this.driver.restore(state, FADE);
    this.keeper.clear();
    if (this.driver.capabilities.fades) await pause(this.context.clock, FADE, this.hurry.signal);
  }

  /** For lamps that cannot fade by themselves. */
  private async fade(from: Light | null, to: Light | null): Promise<void> {
    if (this.driver.capabilities.fades || !from || !to) return;
    const steps = Math.round(FADE / this.interval);
    for (let step = 1; step < steps; step++) {
      await this.driver.apply(mixLights(from, to, step / steps), this.interval);
      await pause(this.context.clock, this.interval);
    }
  }

  /** One message at a time: while it is on its way, only the newest wish is remembered. */
  private async sendNext(): Promise<void> {
    if (!this.isShowing || this.isSending || this.light.hasArrived) return;
    this.isSending = true;
    try {
      await this.driver.apply(this.dimmed(this.nextLight()), this.interval);
    } catch (error) {
      this.lose(error);
    } finally {
      this.isSending = false;
    }
  }

  /** A slow lamp fades through all the steps that a quick one would be sent. */
  private nextLight(): Light {
    const steps = Math.ceil(this.interval / STEP);
    for (let step = 1; step < steps; step++) this.light.step(this.interval / steps);
    return this.light.step(this.interval / steps);
  }

  private async checkIdle(): Promise<void> {
    if (this.isSending) return;
    try {
      await this.driver.check();
    } catch (error) {
      this.lose(error);
    }
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.isLost) return;
      try {
        await task();
      } catch (error) {
        this.lose(error);
      }
    });
  }

  /** Nothing more is sent; the host starts afresh, and what is owed is on disk. */
  private lose(error: unknown): void {
    if (this.isLost || this.stopping) return;
    this.isLost = true;
    this.silence();
    this.context.fail(error);
  }

  private async sayGoodbye(): Promise<void> {
    this.silence();
    this.hurry.abort();
    this.sessions = [];
    if (this.hasStarted && !this.isLost) {
      this.enqueue(() => this.release());
      const tooLong = () => new Error('the lamp did not take its former state in time');
      await withDeadline(this.context.clock, FAREWELL_LIMIT, this.work, tooLong).catch(() => {});
    }
    await this.driver.dispose();
  }

  private silence(): void {
    for (const undo of this.stopTimers) undo();
    this.stopTimers = [];
  }

  private freshLight(): QualityLight {
    return new QualityLight(paletteOf(this.context.config), paceOf(this.context.config));
  }

  private dimmed(light: Light): Light {
    return { ...light, brightness: light.brightness * this.context.config.brightness };
  }
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

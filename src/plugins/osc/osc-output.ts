import {
  CONTINUOUS_TOPICS,
  defineOutput,
  type FeedbackEvent,
  type PluginContext,
  type RunningOutput,
  type UdpPort,
  type Undo,
} from '../../core/plugin/index.js';
import { type OscConfig, oscConfig, type Target } from './osc-config.js';
import { encodeBundle, type OutgoingMessage } from './osc-writer.js';
import { Outbox } from './outbox.js';
import { type PacketLine, TcpLine, udpLine } from './packet-line.js';
import { type Profile, profileFor } from './profiles.js';

/** What is said within one tick travels in one bundle. */
const TICK = 5;
const REPORT_EVERY = 1000;
/** Stays within one Ethernet frame: the longest of our messages has about 250 bytes. */
const MESSAGES_PER_BUNDLE = 5;

/** Tells any program that speaks Open Sound Control what is played and how it is scored. */
export const output = defineOutput<OscConfig>({
  name: 'osc',
  config: oscConfig,
  topics: ['note', 'pitch', 'metrics', 'feedback', 'session', 'transport'],
  isNeeded: ({ targets }) => targets.length > 0,
  create: (context) => new OscOutput(context),
});

/** One target: what it understands, what waits for it, and the way there. */
interface Listener {
  readonly profile: Profile;
  readonly outbox: Outbox;
  readonly line: PacketLine;
}

class OscOutput implements RunningOutput<OscConfig> {
  private listeners: readonly Listener[] = [];
  private port: UdpPort | null = null;
  private nextTick: Undo | null = null;
  private isStopped = false;
  private lost = 0;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: PluginContext<OscConfig>) {}

  async start(): Promise<void> {
    const { targets } = this.context.config;
    if (targets.length === 0)
      return this.context.status('running', 'Sends nothing, as no targets are named.');
    this.port = await this.context.udp.listen({ host: senderHost(targets), port: 0 }, () => {});
    if (this.isStopped) return this.stop();
    const { port } = this;
    this.listeners = targets.map((target) => ({
      profile: profileFor(target.profile, target.channel),
      outbox: new Outbox(),
      line: this.lineTo(target, port),
    }));
    this.describe();
  }

  stop(): void {
    this.flush();
    this.isStopped = true;
    this.nextTick?.();
    this.nextTick = null;
    for (const { line } of this.listeners) line.close();
    this.listeners = [];
    this.port?.close();
    this.port = null;
  }

  deliver(feedback: FeedbackEvent): void {
    const { config, clock } = this.context;
    if (this.listeners.length === 0 || (feedback.topic === 'pitch' && !config.pitch)) return;
    const isContinuous = CONTINUOUS_TOPICS.has(feedback.topic);
    for (const { profile, outbox } of this.listeners) {
      for (const message of profile(feedback)) {
        if (!outbox.put(message, isContinuous, clock.now())) this.lose(1);
      }
    }
    this.nextTick ??= clock.after(TICK, () => this.tick());
  }

  private lineTo(target: Target, port: UdpPort): PacketLine {
    if (target.over === 'udp') return udpLine(port, target);
    const { host, port: number, over } = target;
    const framing = over === 'tcp' ? 'length' : 'slip';
    return new TcpLine({ host, port: number }, framing, this.context.clock, () => this.describe());
  }

  private describe(): void {
    const down = this.listeners.filter(({ line }) => !line.isUp).map(({ line }) => line.name);
    const names = this.listeners.map(({ line }) => line.name).join(', ');
    if (down.length === 0) this.context.status('running', `Sends OSC to ${names}.`);
    else
      this.context.status(
        'degraded',
        `Waits for ${down.join(', ')}.`,
        'Start the program that listens there.',
      );
  }

  private tick(): void {
    this.nextTick = null;
    this.flush();
    if (this.listeners.some(({ outbox }) => !outbox.isEmpty)) {
      this.nextTick = this.context.clock.after(TICK, () => this.tick());
    }
  }

  private flush(): void {
    const now = this.context.clock.now();
    for (const { outbox, line } of this.listeners) {
      const messages = outbox.take(now);
      for (let from = 0; from < messages.length; from += MESSAGES_PER_BUNDLE) {
        this.send(line, messages.slice(from, from + MESSAGES_PER_BUNDLE));
      }
    }
  }

  private send(line: PacketLine, messages: readonly OutgoingMessage[]): void {
    if (!line.send(encodeBundle(messages))) this.lose(messages.length);
  }

  private lose(messages: number): void {
    this.lost += messages;
    const now = this.context.clock.now();
    if (now - this.toldAt < REPORT_EVERY) return;
    this.toldAt = now;
    this.context.details({ not_sent: this.lost });
  }
}

/** Loopback when nothing leaves this machine. */
function senderHost(targets: OscConfig['targets']): string {
  const isLocal = targets.every(({ host }) => host === 'localhost' || host.startsWith('127.'));
  return isLocal ? '127.0.0.1' : '0.0.0.0';
}

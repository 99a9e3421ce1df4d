import {
  CONTINUOUS_TOPICS,
  defineOutput,
  type FeedbackEvent,
  type PluginContext,
  type RunningOutput,
  type UdpPort,
  type Undo,
} from '../../core/plugin/index.js';
import { messageFor } from './feedback-messages.js';
import { type OscConfig, oscConfig } from './osc-config.js';
import { encodeBundle, type OutgoingMessage } from './osc-writer.js';
import { Outbox } from './outbox.js';

/** What is said within one tick travels in one bundle. */
const TICK = 5;
/** Stays within one Ethernet frame: the longest of our messages has about 250 bytes. */
const MESSAGES_PER_BUNDLE = 5;

/** Tells any program that speaks Open Sound Control what is played and how it is scored. */
export const output = defineOutput<OscConfig>({
  name: 'osc',
  config: oscConfig,
  topics: ['note', 'pitch', 'metrics', 'feedback', 'session', 'transport'],
  create: (context) => new OscOutput(context),
});

class OscOutput implements RunningOutput<OscConfig> {
  private readonly outbox = new Outbox();
  private port: UdpPort | null = null;
  private nextTick: Undo | null = null;

  constructor(private readonly context: PluginContext<OscConfig>) {}

  async start(): Promise<void> {
    const { targets } = this.context.config;
    if (targets.length === 0)
      return this.context.status('running', 'Sends nothing, as no targets are named.');
    this.port = await this.context.udp.listen({ host: senderHost(targets), port: 0 }, () => {});
    if (this.context.signal.aborted) return this.stop();
    const names = targets.map(({ host, port }) => `${host}:${port}`).join(', ');
    this.context.status('running', `Sends OSC to ${names}.`);
  }

  stop(): void {
    this.flush();
    this.nextTick?.();
    this.nextTick = null;
    this.port?.close();
    this.port = null;
  }

  deliver(feedback: FeedbackEvent): void {
    const { config, clock } = this.context;
    if (!this.port || (feedback.topic === 'pitch' && !config.pitch)) return;
    const message = messageFor(feedback);
    if (!message) return;
    this.outbox.put(message, CONTINUOUS_TOPICS.has(feedback.topic), clock.now());
    this.nextTick ??= clock.after(TICK, () => this.tick());
  }

  private tick(): void {
    this.nextTick = null;
    this.flush();
    if (!this.outbox.isEmpty) this.nextTick = this.context.clock.after(TICK, () => this.tick());
  }

  private flush(): void {
    const messages = this.port ? this.outbox.take(this.context.clock.now()) : [];
    for (let from = 0; from < messages.length; from += MESSAGES_PER_BUNDLE) {
      this.send(messages.slice(from, from + MESSAGES_PER_BUNDLE));
    }
  }

  private send(messages: readonly OutgoingMessage[]): void {
    const packet = encodeBundle(messages);
    for (const { host, port } of this.context.config.targets)
      this.port?.send(packet, { address: host, port });
  }
}

/** Loopback when nothing leaves this machine. */
function senderHost(targets: OscConfig['targets']): string {
  const isLocal = targets.every(({ host }) => host === 'localhost' || host.startsWith('127.'));
  return isLocal ? '127.0.0.1' : '0.0.0.0';
}

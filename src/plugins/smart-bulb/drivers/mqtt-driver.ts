import type { MqttClient } from 'mqtt';
import type { Light } from '../../../core/light/index.js';
import {
  type Clock,
  DeviceError,
  type Milliseconds,
  PluginConfigError,
  RetryableError,
} from '../../../core/plugin/index.js';
import { withDeadline } from '../deadline.js';
import { jsonFrom } from '../json-from.js';
import type { MqttConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import { type Dialect, dialectFor, type Message } from './mqtt-dialects.js';

const CONNECT_LIMIT: Milliseconds = 5_000;
const ANSWER_LIMIT: Milliseconds = 2_000;
/** CONNACK codes of MQTT 3.1.1: bad user name or password, not authorised. */
const REFUSED_CODES = [4, 5];

type State = Record<string, unknown>;

/** Any lamp behind an MQTT broker; the dialect knows the words. */
export class MqttDriver implements LampDriver {
  readonly capabilities: { readonly fades: boolean; readonly maxRate: number };
  private readonly dialect: Dialect;
  private client: MqttClient | null = null;
  private isDisposed = false;
  private lastState: State | null = null;
  private heard: (state: State) => void = () => {};

  constructor(
    private readonly config: MqttConfig,
    private readonly clock: Clock,
  ) {
    this.dialect = dialectFor(config);
    this.capabilities = { fades: this.dialect.fades, maxRate: 4 }; // a Zigbee mesh takes no more
  }

  get name(): string {
    return `lamp "${this.config.topic}"`;
  }

  async connect(): Promise<void> {
    const { connect } = await import('mqtt');
    if (this.isDisposed) return;
    const { url, username, password } = this.config;
    const client = connect(url, {
      reconnectPeriod: 0, // No retry here: the host restarts the lamp.
      connectTimeout: CONNECT_LIMIT,
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
    });
    this.client = client;
    client.on('message', (_topic, payload) => this.receive(payload));
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('error', (cause) => reject(this.refusal(cause)));
      client.once('close', () => reject(this.brokerLost()));
    });
    client.on('error', () => {}); // `check` and the next message tell.
    const { stateTopics } = this.dialect;
    if (stateTopics.length > 0) await client.subscribeAsync([...stateTopics]);
  }

  async snapshot(): Promise<LampState | null> {
    if (this.dialect.stateTopics.length === 0) return null;
    const state = await this.currentState();
    return { raw: state, light: null };
  }

  async restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    await this.publish(this.dialect.giveBack(raw as State, fade));
  }

  async apply(light: Light, fade: Milliseconds): Promise<void> {
    await this.publish(this.dialect.show(light, fade));
  }

  async check(): Promise<void> {
    if (!this.client?.connected) throw this.brokerLost();
  }

  async dispose(): Promise<void> {
    const { client } = this;
    this.isDisposed = true;
    this.client = null;
    await client?.endAsync(!client.connected);
  }

  /** Asks, where the lamp can be asked; else what it said last, as retained messages do. */
  private currentState(): Promise<State> {
    if (this.lastState && this.dialect.ask.length === 0) return Promise.resolve(this.lastState);
    const told = new Promise<State>((resolve) => {
      this.heard = resolve;
    });
    void this.publish(this.dialect.ask).catch(() => {}); // The deadline tells.
    return withDeadline(this.clock, ANSWER_LIMIT, told, () => this.silent());
  }

  private receive(payload: Buffer): void {
    const state = stateFrom(payload);
    if (!state || !this.dialect.isState(state)) return;
    this.lastState = state;
    this.heard(state);
  }

  private async publish(messages: readonly Message[]): Promise<void> {
    const { client } = this;
    if (!client?.connected) throw this.brokerLost();
    await Promise.all(messages.map(({ topic, payload }) => client.publishAsync(topic, payload)));
  }

  private refusal(cause: Error): Error {
    const { code } = cause as { readonly code?: unknown };
    if (typeof code !== 'number' || !REFUSED_CODES.includes(code)) return this.brokerLost(cause);
    const message = 'The MQTT broker refused the user name or password.';
    return new PluginConfigError('/password', message, 'Check `username` and `password` of the lamp.', {
      cause,
    });
  }

  private brokerLost(cause?: unknown): RetryableError {
    const hint = 'Is it running, and is `url` right? It is tried again by itself.';
    return new RetryableError('The MQTT broker of the lamp cannot be reached.', hint, { cause });
  }

  private silent(): DeviceError {
    const hint = 'Is it switched on, and is `topic` right? It is tried again by itself.';
    return new DeviceError('missing', `The ${this.name} does not tell its state.`, hint);
  }
}

function stateFrom(payload: Buffer): State | null {
  const state = jsonFrom<State>(payload); // Plain texts such as ON arrive on the same topics.
  return typeof state === 'object' && !Array.isArray(state) ? state : null;
}

import { WebSocket } from 'ws';
import { type Light, lightFromRgb } from '../../../core/light/index.js';
import {
  type Clock,
  DeviceError,
  type Milliseconds,
  PluginConfigError,
  RetryableError,
} from '../../../core/plugin/index.js';
import { withDeadline } from '../deadline.js';
import { jsonFrom } from '../json-from.js';
import type { HomeAssistantConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';

const ANSWER_LIMIT: Milliseconds = 5_000;
const LARGEST_ANSWER = 16 * 1024 * 1024; // the states of a large house

interface Message {
  readonly type: string;
  readonly id?: number;
  readonly success?: boolean;
  readonly result?: unknown;
  readonly error?: { readonly message?: string };
}

interface EntityState {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Any colour light behind Home Assistant, over its WebSocket API. */
export class HomeAssistantDriver implements LampDriver {
  readonly capabilities = { fades: true, maxRate: 4 };
  private socket: WebSocket | null = null;
  private lastId = 0;
  private readonly pending = new Map<number, Pending>();

  constructor(
    private readonly config: HomeAssistantConfig,
    private readonly clock: Clock,
  ) {}

  get name(): string {
    return `light "${this.config.entity}"`;
  }

  async connect(): Promise<void> {
    const socket = new WebSocket(this.config.url.replace(/^http(.*?)\/?$/, 'ws$1/api/websocket'), {
      maxPayload: LARGEST_ANSWER,
    });
    this.socket = socket;
    socket.on('error', () => {}); // The close that follows tells.
    socket.on('close', () => this.failAll(this.unreachable()));
    const greeted = new Promise<void>((resolve, reject) => {
      socket.once('close', () => reject(this.unreachable()));
      socket.on('message', (text) => this.receive(jsonFrom<Message>(String(text)), resolve, reject));
    });
    await withDeadline(this.clock, ANSWER_LIMIT, greeted, () => this.unreachable());
    await this.entity();
  }

  async snapshot(): Promise<LampState> {
    const { state, attributes } = await this.entity();
    return { raw: { state, attributes }, light: lightOf(state, attributes) };
  }

  async restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    const { state, attributes } = raw as EntityState;
    const transition = fade / 1000;
    if (state === 'off') await this.call('turn_off', { transition });
    else await this.call('turn_on', { ...colourOf(attributes), transition });
  }

  async apply({ hue, saturation, brightness }: Light, fade: Milliseconds): Promise<void> {
    await this.call('turn_on', {
      hs_color: [round(hue), round(saturation * 100)],
      brightness_pct: Math.max(1, Math.round(brightness * 100)),
      transition: fade / 1000,
    });
  }

  async check(): Promise<void> {
    await this.ask({ type: 'ping' });
  }

  dispose(): void {
    this.socket?.terminate();
    this.socket = null;
    this.failAll(new Error('the light was let go'));
  }

  /** @throws PluginConfigError when there is no such light, DeviceError when it is switched off at the wall. */
  private async entity(): Promise<EntityState> {
    const states = (await this.ask({ type: 'get_states' })) as readonly EntityState[];
    const found = states.find(({ entity_id }) => entity_id === this.config.entity);
    if (!found) {
      const hint = 'Settings, Devices & services, Entities shows its name in Home Assistant.';
      throw new PluginConfigError('/entity', `Home Assistant knows no ${this.name}.`, hint);
    }
    if (found.state !== 'unavailable') return found;
    const hint = 'Is it switched on at the wall? It is tried again by itself.';
    throw new DeviceError('missing', `Home Assistant does not reach the ${this.name}.`, hint);
  }

  private async call(service: string, data: object): Promise<void> {
    const target = { entity_id: this.config.entity };
    await this.ask({ type: 'call_service', domain: 'light', service, target, service_data: data });
  }

  private ask(message: object): Promise<unknown> {
    const { socket } = this;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(this.unreachable());
    const id = ++this.lastId; // they have to rise
    const answered = new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, ...message }));
    });
    const answer = withDeadline(this.clock, ANSWER_LIMIT, answered, () => this.unreachable());
    return answer.finally(() => this.pending.delete(id));
  }

  private receive(message: Message | null, welcome: () => void, refuse: (error: Error) => void): void {
    if (message?.type === 'auth_required') {
      this.socket?.send(JSON.stringify({ type: 'auth', access_token: this.config.token }));
    }
    if (message?.type === 'auth_ok') welcome();
    if (message?.type === 'auth_invalid') refuse(refusedToken());
    const question = message?.id === undefined ? undefined : this.pending.get(message.id);
    if (message?.type === 'pong') question?.resolve(null);
    if (message?.type !== 'result') return;
    if (message.success) question?.resolve(message.result);
    else question?.reject(this.refused(message.error?.message));
  }

  private failAll(error: Error): void {
    for (const { reject } of [...this.pending.values()]) reject(error);
  }

  private refused(why = 'without a reason'): RetryableError {
    return new RetryableError(`Home Assistant refused to change the ${this.name}: ${why}`);
  }

  private unreachable(): RetryableError {
    const hint = 'Is it running, and is `url` right? It is tried again by itself.';
    return new RetryableError(`Home Assistant at ${this.config.url} does not answer.`, hint);
  }
}

function refusedToken(): PluginConfigError {
  const hint = 'Make a long-lived access token in your profile, under Security.';
  return new PluginConfigError('/token', 'Home Assistant refused the token.', hint);
}

/** A light in white is given back in white, one with an effect in its effect. */
function colourOf(attributes: EntityState['attributes']): object {
  const { color_mode: mode, brightness, color_temp_kelvin, hs_color, effect } = attributes;
  const colour = mode === 'color_temp' ? { color_temp_kelvin } : hs_color ? { hs_color } : {};
  const effects = typeof effect === 'string' && !/^(none|off)$/i.test(effect) ? { effect } : {};
  return { ...(brightness == null ? {} : { brightness }), ...colour, ...effects };
}

function lightOf(state: string, { rgb_color, brightness }: EntityState['attributes']): Light | null {
  if (state === 'off') return { hue: 0, saturation: 0, brightness: 0 };
  if (!Array.isArray(rgb_color) || typeof brightness !== 'number') return null;
  const [red = 0, green = 0, blue = 0] = rgb_color as readonly number[];
  return { ...lightFromRgb([red / 255, green / 255, blue / 255]), brightness: brightness / 255 };
}

const round = (value: number): number => Math.round(10 * value) / 10;

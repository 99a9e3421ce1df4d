import { bytesFromRgb, type Light, lightFromRgb, rgbFromLight } from '../../../core/light/index.js';
import { type Clock, DeviceError, type Milliseconds, RetryableError } from '../../../core/plugin/index.js';
import { withDeadline } from '../deadline.js';
import type { WledConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';

const ANSWER_LIMIT: Milliseconds = 2_000;
const SOLID = 0; // effect that shows the colour as it is
const TENTH: Milliseconds = 100; // WLED counts fades in tenths of a second

interface Segment {
  readonly id?: number;
  readonly stop?: number;
  readonly col?: readonly (readonly number[])[];
}

/** The part of `/json/state` that matters here; the rest travels along untouched. */
interface WledState {
  readonly on: boolean;
  readonly bri: number;
  readonly transition?: number;
  readonly ps?: number;
  readonly seg?: readonly Segment[];
}

/** WLED strips and lamps over HTTP JSON. */
export class WledDriver implements LampDriver {
  readonly capabilities = { fades: true, maxRate: 5 };
  private readonly closing = new AbortController();
  private segments: readonly number[] = [0];

  constructor(
    private readonly config: Pick<WledConfig, 'host' | 'port'>,
    private readonly clock: Clock,
  ) {}

  get name(): string {
    return `WLED at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { seg } = await this.state();
    const ids = (seg ?? []).filter(({ stop }) => stop !== 0).map(({ id }, index) => id ?? index);
    if (ids.length > 0) this.segments = ids;
  }

  async snapshot(): Promise<LampState> {
    const state = await this.state();
    return { raw: state, light: lightOf(state) };
  }

  restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    const { on, bri, transition, seg } = raw as WledState;
    return this.post({ on, bri, ...(transition === undefined ? {} : { transition }), tt: tenths(fade), seg });
  }

  apply(light: Light, fade: Milliseconds): Promise<void> {
    return this.post(wledState(light, fade, this.segments));
  }

  async check(): Promise<void> {
    await this.state();
  }

  dispose(): void {
    this.closing.abort();
  }

  private async state(): Promise<WledState> {
    const state: unknown = await this.request('GET');
    if (!isWledState(state)) throw this.noWled('it answers, but not as WLED does');
    return state;
  }

  private async post(body: object): Promise<void> {
    await this.request('POST', JSON.stringify(body));
  }

  private async request(method: 'GET' | 'POST', body?: string): Promise<unknown> {
    const { host, port } = this.config;
    const timeout = new AbortController();
    const call = fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}/json/state`, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.any([this.closing.signal, timeout.signal]),
    }).then(answer);
    try {
      return await withDeadline(this.clock, ANSWER_LIMIT, call, () => new Error('it does not answer'));
    } catch (cause) {
      timeout.abort();
      if (cause instanceof NoWled) throw this.noWled(cause.message);
      throw this.lost(cause);
    }
  }

  private lost(cause: unknown): DeviceError {
    const hint = 'Is it switched on and in the same network? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }

  private noWled(what: string): RetryableError {
    return new RetryableError(
      `${this.name} cannot be used: ${what}.`,
      'Check `host` and `port` of the lamp.',
    );
  }
}

class NoWled extends Error {}

async function answer(response: Response): Promise<unknown> {
  if (!response.ok) throw new NoWled(`it answers with status ${response.status}`);
  try {
    return await response.json();
  } catch {
    throw new NoWled('it answers, but not as WLED does');
  }
}

/** What `/json/state` is given for a light: full colour and brightness apart, so that dim colours stay true. */
export function wledState(
  { hue, saturation, brightness }: Light,
  fade: Milliseconds,
  segments: readonly number[],
) {
  const col = [bytesFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }))];
  const bri = Math.max(1, Math.round(brightness * 255)); // 0 would turn it off
  return { on: true, bri, transition: tenths(fade), seg: segments.map((id) => ({ id, fx: SOLID, col })) };
}

function tenths(fade: Milliseconds): number {
  return Math.round(fade / TENTH);
}

function lightOf({ on, bri, seg }: WledState): Light | null {
  const [red, green, blue] = seg?.[0]?.col?.[0] ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  const full = lightFromRgb([red / 255, green / 255, blue / 255]);
  return { ...full, brightness: on ? full.brightness * (bri / 255) : 0 };
}

function isWledState(state: unknown): state is WledState {
  return typeof state === 'object' && state !== null && 'on' in state && 'bri' in state;
}

import { bytesFromRgb, type Light, lightFromRgb, rgbFromLight } from '../../../core/light/index.js';
import { type Clock, DeviceError, type Milliseconds, RetryableError } from '../../../core/plugin/index.js';
import { jsonFrom } from '../json-from.js';
import type { YeelightConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import { TcpConversation } from './tcp-conversation.js';

const PROPERTIES = ['power', 'bright', 'color_mode', 'rgb', 'hue', 'sat', 'ct'] as const;
/** The bulb refuses to fade in less. */
const SHORTEST_FADE: Milliseconds = 50;
/** Longer than anything a bulb says in one line. */
const LONGEST_LINE = 65_536;

type Found = Partial<Record<(typeof PROPERTIES)[number], string>>;
interface Answer {
  readonly id?: unknown;
  readonly result?: readonly unknown[];
  readonly error?: { readonly message?: unknown };
}

/** Yeelight bulbs over their LAN control: JSON in lines over TCP. */
export class YeelightDriver implements LampDriver {
  /** The bulb takes 60 commands a minute from one connection, signs of life included. */
  readonly capabilities = { fades: true, maxRate: 0.8 };
  private readonly bulb: TcpConversation<Answer>;
  private heard = '';
  private nextId = 1;
  private isOn = false;

  constructor(
    private readonly config: Pick<YeelightConfig, 'host' | 'port'>,
    clock: Clock,
  ) {
    this.bulb = new TcpConversation(clock, (cause) => this.lost(cause));
  }

  get name(): string {
    return `Yeelight at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { host, port } = this.config;
    await this.bulb.connect(host, port, (chunk) => this.receive(chunk.toString('utf8')));
    await this.check();
  }

  async snapshot(): Promise<LampState> {
    const found = await this.state();
    return { raw: found, light: lightOf(found) };
  }

  async restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    const found = raw as Found;
    await this.call('set_scene', restoringScene(found));
    if (found.power !== 'off') return;
    await this.call('set_power', ['off', 'smooth', duration(fade)]);
    this.isOn = false;
  }

  async apply(light: Light, fade: Milliseconds): Promise<void> {
    if (!this.isOn) await this.call('set_power', ['on', 'smooth', duration(fade)]);
    this.isOn = true;
    await this.call('start_cf', flowTo(light, fade));
  }

  async check(): Promise<void> {
    await this.state();
  }

  dispose(): void {
    this.bulb.close(new Error('the bulb was let go'));
  }

  private async state(): Promise<Found> {
    const { result = [] } = await this.call('get_prop', PROPERTIES);
    const found: Found = Object.fromEntries(PROPERTIES.map((name, at) => [name, String(result[at] ?? '')]));
    this.isOn = found.power === 'on';
    return found;
  }

  private async call(method: string, params: readonly unknown[]): Promise<Answer> {
    const id = this.nextId++;
    const answer = await this.bulb.ask(id, `${JSON.stringify({ id, method, params })}\r\n`);
    if (!answer.error) return answer;
    const hint = 'Turn on "LAN Control" of the lamp in the Yeelight app.';
    throw new RetryableError(`${this.name} refused ${method}: ${String(answer.error.message)}`, hint);
  }

  private receive(text: string): void {
    const lines = (this.heard + text).split('\r\n');
    this.heard = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) {
      const answer = jsonFrom<Answer>(line);
      // Without an id it tells what somebody else changed.
      if (typeof answer?.id === 'number') this.bulb.settle(answer.id, answer);
    }
  }

  private lost(cause?: unknown): DeviceError {
    const hint =
      'Is it switched on at the wall, in the same network, and "LAN Control" on in the Yeelight app? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }
}

const duration = (fade: Milliseconds): number => Math.max(SHORTEST_FADE, Math.round(fade));

/** Colour and brightness in one command: a flow of one step that stays where it arrives. */
export function flowTo({ hue, saturation, brightness }: Light, fade: Milliseconds): readonly unknown[] {
  const [red, green, blue] = bytesFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }));
  const colour = red * 65_536 + green * 256 + blue;
  const percent = Math.max(1, Math.round(brightness * 100));
  return [1, 1, `${duration(fade)},1,${colour},${percent}`];
}

const RGB_MODE = '1';
const WHITE_MODE = '2';

function restoringScene({ color_mode, rgb, hue, sat, ct, bright }: Found): readonly unknown[] {
  const brightness = Number(bright);
  if (color_mode === RGB_MODE) return ['color', Number(rgb), brightness];
  if (color_mode === WHITE_MODE) return ['ct', Number(ct), brightness];
  return ['hsv', Number(hue), Number(sat), brightness];
}

function lightOf({ power, color_mode, rgb, hue, sat, bright }: Found): Light | null {
  const brightness = power === 'on' ? Number(bright) / 100 : 0;
  if (color_mode === WHITE_MODE) return null;
  if (color_mode !== RGB_MODE) return { hue: Number(hue), saturation: Number(sat) / 100, brightness };
  const colour = Number(rgb);
  const bytes = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff] as const;
  return { ...lightFromRgb([bytes[0] / 255, bytes[1] / 255, bytes[2] / 255]), brightness };
}

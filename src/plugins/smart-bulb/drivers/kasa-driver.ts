import type { Light } from '../../../core/light/index.js';
import {
  type Clock,
  DeviceError,
  type Milliseconds,
  messageOf,
  RetryableError,
} from '../../../core/plugin/index.js';
import { jsonFrom } from '../json-from.js';
import type { KasaConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import { KasaReader, kasaFrame } from './kasa-packet.js';
import { TcpConversation } from './tcp-conversation.js';

const LIGHTING = 'smartlife.iot.smartbulb.lightingservice';

interface Look {
  readonly hue?: number;
  readonly saturation?: number;
  readonly brightness?: number;
  /** 0 for a colour, else a white in kelvin. */
  readonly color_temp?: number;
}

/** What a bulb tells of its light; a dark one tells what it would look like. */
interface LightState extends Look {
  readonly on_off?: number;
  readonly dft_on_state?: Look;
}

/** Kasa bulbs (TP-Link) of the generation that needs no account, over TCP. */
export class KasaDriver implements LampDriver {
  readonly capabilities = { fades: true, maxRate: 5 };
  private readonly bulb: TcpConversation<string>;
  private readonly reader = new KasaReader();
  private questions = 0;

  constructor(
    private readonly config: Pick<KasaConfig, 'host' | 'port'>,
    clock: Clock,
  ) {
    this.bulb = new TcpConversation(clock, (cause) => this.lost(cause));
  }

  get name(): string {
    return `Kasa bulb at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { host, port } = this.config;
    await this.bulb.connect(host, port, (chunk) => this.receive(chunk));
    await this.check();
  }

  async snapshot(): Promise<LampState> {
    const state = await this.state();
    return { raw: state, light: lightOf(state) };
  }

  async restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    await this.show(restoringState(raw as LightState), fade);
  }

  async apply(light: Light, fade: Milliseconds): Promise<void> {
    await this.show(kasaState(light), fade);
  }

  async check(): Promise<void> {
    await this.state();
  }

  dispose(): void {
    this.bulb.close(new Error('the bulb was let go'));
  }

  private async show(state: LightState, fade: Milliseconds): Promise<void> {
    const wish = { ...state, transition_period: Math.round(fade), ignore_default: 1 };
    await this.call(LIGHTING, 'transition_light_state', wish);
  }

  private async state(): Promise<LightState> {
    const { light_state } = await this.call('system', 'get_sysinfo', {});
    if (typeof light_state !== 'object' || light_state === null) throw this.noBulb('it has no light');
    return light_state;
  }

  private async call(room: string, method: string, params: object): Promise<Record<string, unknown>> {
    // Answers come in the order of the questions.
    const text = await this.bulb.ask(
      ++this.questions,
      kasaFrame(JSON.stringify({ [room]: { [method]: params } })),
    );
    const result = resultIn(text, room, method);
    if (!result) throw this.noBulb('it answers, but not as a Kasa bulb does');
    if (result.err_code)
      throw new RetryableError(`${this.name} refused ${method}: ${String(result.err_msg)}`);
    return result;
  }

  private receive(chunk: Buffer): void {
    try {
      for (const text of this.reader.read(chunk)) this.bulb.settle(undefined, text);
    } catch (error) {
      this.bulb.close(this.noBulb(messageOf(error)));
    }
  }

  private lost(cause?: unknown): DeviceError {
    const hint = 'Is it switched on at the wall and in the same network? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }

  private noBulb(what: string): RetryableError {
    return new RetryableError(
      `${this.name} cannot be used: ${what}.`,
      'Check `host` and `port` of the lamp.',
    );
  }
}

function resultIn(text: string, room: string, method: string): Record<string, unknown> | null {
  const result = jsonFrom<Record<string, Record<string, unknown>>>(text)?.[room]?.[method];
  return typeof result === 'object' ? (result as Record<string, unknown>) : null;
}

export function kasaState({ hue, saturation, brightness }: Light): LightState {
  return {
    on_off: 1,
    hue: Math.round(hue) % 360,
    saturation: Math.round(saturation * 100),
    brightness: Math.max(1, Math.round(brightness * 100)),
    color_temp: 0,
  };
}

/** The bulb is given back in the mode it was in: a white, a colour, or off. */
function restoringState({ on_off, hue, saturation, brightness, color_temp }: LightState): LightState {
  if (on_off === 0) return { on_off };
  return { on_off: 1, hue, saturation, brightness, color_temp } as LightState; // JSON leaves out what is undefined.
}

function lightOf({ on_off, dft_on_state, ...own }: LightState): Light | null {
  const { hue, saturation, brightness = 0, color_temp } = { ...dft_on_state, ...own };
  if (hue === undefined || saturation === undefined || color_temp) return null;
  return { hue, saturation: saturation / 100, brightness: on_off === 0 ? 0 : brightness / 100 };
}

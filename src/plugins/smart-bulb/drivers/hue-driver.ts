import type { Light } from '../../../core/light/index.js';
import { type Clock, DeviceError, type Milliseconds, PluginConfigError } from '../../../core/plugin/index.js';
import type { HueConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import { HueBridge } from './hue-bridge.js';
import { type Gamut, withinGamut, type Xy, xyFromLight } from './hue-colour.js';

const NO_EFFECT = 'no_effect';

/** The part of a bridge's `light` that matters here. */
export interface HueLight {
  readonly id: string;
  readonly metadata?: { readonly name?: string };
  readonly on: { readonly on: boolean };
  /** Per cent. */
  readonly dimming?: { readonly brightness: number };
  readonly color?: { readonly xy: Xy; readonly gamut?: Gamut };
  /** `null` while the lamp shows a colour. */
  readonly color_temperature?: { readonly mirek: number | null };
  readonly effects?: { readonly status: string };
}

/** Hue lamps behind their bridge, over its CLIP API (v2). */
export class HueDriver implements LampDriver {
  readonly capabilities = { fades: true, maxRate: 10 };
  private readonly bridge: HueBridge;
  private readonly resource: string;
  private gamut: Gamut | undefined;
  private playsEffect = false;

  constructor(
    private readonly config: Pick<HueConfig, 'host' | 'port' | 'app_key' | 'certificate' | 'light'>,
    clock: Clock,
  ) {
    this.bridge = new HueBridge(config, clock);
    this.resource = `light/${config.light}`;
  }

  get name(): string {
    return `Hue lamp behind ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { color } = await this.state();
    if (!color) throw this.colourless();
    this.gamut = color.gamut;
  }

  /** How it looked is not needed: it fades by itself. */
  async snapshot(): Promise<LampState> {
    return { raw: await this.state(), light: null };
  }

  async restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    const { on, ...look } = raw as HueLight;
    await this.put({ ...lookOf(look), ...fading(fade) });
    // Without a fade of ours: after one, the bridge would turn it on again at its darkest.
    if (!on.on) await this.put({ on: { on: false } });
  }

  async apply(light: Light, fade: Milliseconds): Promise<void> {
    const effects = this.playsEffect ? { effects: { effect: NO_EFFECT } } : {};
    await this.put({ ...hueState(light, this.gamut), ...effects, ...fading(fade) });
    this.playsEffect = false;
  }

  async check(): Promise<void> {
    await this.state();
  }

  dispose(): void {
    this.bridge.close();
  }

  private async state(): Promise<HueLight> {
    const { data } = await this.bridge.get(this.resource);
    const light = data?.[0] as HueLight | undefined;
    if (!light) throw this.unknown();
    this.playsEffect = hasEffect(light);
    return light;
  }

  private async put(wish: object): Promise<void> {
    const { data, errors = [] } = await this.bridge.put(this.resource, wish);
    if (!data) throw this.unknown();
    // Other remarks, such as on a lamp that is only just being turned on, are not meant for players.
    if (errors.some(({ description }) => description?.includes('communication issues'))) throw this.lost();
  }

  private lost(): DeviceError {
    const hint = 'Is it switched on at the wall? It is tried again by itself.';
    return new DeviceError('missing', `${this.bridge.name} does not reach the lamp.`, hint);
  }

  private colourless(): PluginConfigError {
    const message = `${this.name} has no colours.`;
    return new PluginConfigError('/light', message, 'Find lamps nearby and take one that has.');
  }

  private unknown(): PluginConfigError {
    const message = `${this.bridge.name} knows no light "${this.config.light}".`;
    return new PluginConfigError('/light', message, 'Find lamps nearby and take it again.');
  }
}

/** Colour and brightness apart, so that dim colours stay true. */
export function hueState(light: Light, gamut: Gamut | undefined): object {
  const xy = xyFromLight(light);
  return {
    on: { on: true },
    dimming: { brightness: Math.max(1, Math.round(light.brightness * 100)) },
    color: { xy: gamut ? withinGamut(xy, gamut) : xy },
  };
}

/** The lamp is given back in the mode it was in: a white or a colour, and its effect. */
function lookOf({ dimming, color, color_temperature, effects }: Omit<HueLight, 'on'>): object {
  const mirek = color_temperature?.mirek;
  const mode = mirek ? { color_temperature: { mirek } } : color ? { color: { xy: color.xy } } : {};
  const effect = effects && hasEffect({ effects }) ? { effects: { effect: effects.status } } : {};
  return {
    on: { on: true },
    ...(dimming ? { dimming: { brightness: dimming.brightness } } : {}),
    ...mode,
    ...effect,
  };
}

function hasEffect({ effects }: Pick<HueLight, 'effects'>): boolean {
  return effects !== undefined && effects.status !== NO_EFFECT;
}

function fading(fade: Milliseconds): object {
  return { dynamics: { duration: Math.round(fade) } };
}

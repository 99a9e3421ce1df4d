import { bytesFromRgb, type Light, lightFromRgb, rgbFromLight } from '../../../core/light/index.js';
import { type Clock, DeviceError } from '../../../core/plugin/index.js';
import { jsonFrom } from '../json-from.js';
import type { WizConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import { UdpConversation } from './udp-conversation.js';

const DIMMEST = 10; // per cent; the bulb refuses less

/** What `getPilot` tells and `setPilot` takes. */
interface Pilot {
  readonly state?: boolean;
  readonly r?: number;
  readonly g?: number;
  readonly b?: number;
  readonly c?: number;
  readonly w?: number;
  readonly temp?: number;
  readonly dimming?: number;
  readonly sceneId?: number;
  readonly speed?: number;
}

interface Answer {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly result?: Pilot & { readonly success?: boolean };
  readonly error?: { readonly message?: unknown };
}

/** WiZ bulbs: JSON over UDP, one answer to every command. */
export class WizDriver implements LampDriver {
  readonly capabilities = { fades: false, maxRate: 10 };
  private readonly bulb: UdpConversation<Answer>;
  private nextId = 1;

  constructor(
    private readonly config: Pick<WizConfig, 'host' | 'port'>,
    clock: Clock,
  ) {
    this.bulb = new UdpConversation(clock, (cause) => this.lost(cause));
  }

  get name(): string {
    return `WiZ bulb at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { host, port } = this.config;
    await this.bulb.connect(host, port, (packet) => this.receive(packet));
    await this.check();
  }

  async snapshot(): Promise<LampState> {
    const { result = {} } = await this.call('getPilot', {});
    return { raw: result, light: lightOf(result) };
  }

  async restore({ raw }: LampState): Promise<void> {
    await this.call('setPilot', restoringPilot(raw as Pilot));
  }

  async apply(light: Light): Promise<void> {
    await this.call('setPilot', pilotFrom(light));
  }

  async check(): Promise<void> {
    await this.call('getPilot', {});
  }

  dispose(): void {
    this.bulb.close(new Error('the bulb was let go'));
  }

  private async call(method: string, params: object): Promise<Answer> {
    const id = this.nextId++;
    const answer = await this.bulb.ask(id, JSON.stringify({ id, method, params }));
    if (answer.error) throw new Error(`${this.name} refused ${method}: ${String(answer.error.message)}`);
    return answer;
  }

  private receive(packet: Buffer): void {
    const answer = answerFrom(packet);
    // Old firmware leaves the id out: then it answers the oldest question.
    if (answer) this.bulb.settle(typeof answer.id === 'number' ? answer.id : undefined, answer);
  }

  private lost(cause?: unknown): DeviceError {
    const hint = 'Is it switched on at the wall and in the same network? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }
}

function answerFrom(packet: Buffer): Answer | null {
  const answer = jsonFrom<Answer>(packet);
  return answer?.result || answer?.error ? answer : null;
}

/** Full colour and dimming apart, so that dim colours stay true. */
export function pilotFrom({ hue, saturation, brightness }: Light): Pilot {
  const [r, g, b] = bytesFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }));
  return { state: true, r, g, b, dimming: Math.max(DIMMEST, Math.round(brightness * 100)) };
}

/** The bulb is given back in the mode it was in: a scene, a white or a colour. */
export function restoringPilot({ state, sceneId, speed, temp, r, g, b, c, w, dimming }: Pilot): Pilot {
  if (state === false) return { state: false };
  const mode = sceneId ? { sceneId, speed } : temp ? { temp } : { r, g, b, c, w };
  return { state: true, ...mode, dimming } as Pilot; // JSON leaves out what is undefined.
}

function lightOf({ state, r, g, b, dimming = 100 }: Pilot): Light | null {
  if (state === false) return { hue: 0, saturation: 0, brightness: 0 };
  if (r === undefined || g === undefined || b === undefined) return null;
  return { ...lightFromRgb([r / 255, g / 255, b / 255]), brightness: dimming / 100 };
}

import type { Light } from '../../../core/light/index.js';
import { type Clock, DeviceError, type Milliseconds } from '../../../core/plugin/index.js';
import type { LifxConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import {
  ANYBODY,
  LIFX,
  type LifxAddress,
  type LifxColor,
  type LifxMessage,
  lifxColorFrom,
  lifxQuestion,
  lifxSetColor,
  lifxSetPower,
  lightFromLifx,
  readLifx,
  readLightState,
} from './lifx-packet.js';
import { UdpConversation } from './udp-conversation.js';

interface Found {
  readonly color: LifxColor;
  readonly isOn: boolean;
}

const SOURCE = 0x46726574; // any number but 0 names a client; this one reads "Fret"

/** LIFX bulbs over their LAN protocol. */
export class LifxDriver implements LampDriver {
  readonly capabilities = { fades: true, maxRate: 20 };
  private readonly bulb: UdpConversation<LifxMessage>;
  private target = ANYBODY;
  private sequence = 0;
  private isOn = false;

  constructor(
    private readonly config: Pick<LifxConfig, 'host' | 'port'>,
    clock: Clock,
  ) {
    this.bulb = new UdpConversation(clock, (cause) => this.lost(cause));
  }

  get name(): string {
    return `LIFX bulb at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { host, port } = this.config;
    await this.bulb.connect(host, port, (packet) => this.receive(packet));
    const { target } = await this.ask((address) => lifxQuestion(LIFX.getService, address));
    this.target = target;
  }

  async snapshot(): Promise<LampState> {
    const found = await this.state();
    const light = lightFromLifx(found.color);
    return { raw: found, light: found.isOn ? light : { ...light, brightness: 0 } };
  }

  async restore({ raw }: LampState, fade: Milliseconds): Promise<void> {
    const { color, isOn } = raw as Found;
    await this.ask((address) => lifxSetColor(color, fade, address));
    if (!isOn) await this.ask((address) => lifxSetPower(false, fade, address));
    this.isOn = isOn;
  }

  async apply(light: Light, fade: Milliseconds): Promise<void> {
    await this.ask((address) => lifxSetColor(lifxColorFrom(light), fade, address));
    if (this.isOn) return;
    await this.ask((address) => lifxSetPower(true, fade, address));
    this.isOn = true;
  }

  async check(): Promise<void> {
    await this.state();
  }

  dispose(): void {
    this.bulb.close(new Error('the bulb was let go'));
  }

  private async state(): Promise<Found> {
    const { payload } = await this.ask((address) => lifxQuestion(LIFX.getColor, address));
    const found = readLightState(payload);
    if (!found) throw this.lost();
    this.isOn = found.isOn;
    return found;
  }

  private ask(write: (address: LifxAddress) => Buffer): Promise<LifxMessage> {
    this.sequence = (this.sequence + 1) % 256;
    const { sequence, target } = this;
    return this.bulb.ask(sequence, write({ source: SOURCE, target, sequence }));
  }

  private receive(packet: Buffer): void {
    const message = readLifx(packet);
    if (message?.source === SOURCE) this.bulb.settle(message.sequence, message);
  }

  private lost(cause?: unknown): DeviceError {
    const hint = 'Is it switched on at the wall and in the same network? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }
}

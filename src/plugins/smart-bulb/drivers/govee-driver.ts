import { bytesFromRgb, type Light, lightFromRgb, rgbFromLight } from '../../../core/light/index.js';
import { type Clock, DeviceError, type Milliseconds } from '../../../core/plugin/index.js';
import { pause } from '../deadline.js';
import type { GoveeConfig } from '../lamp-config.js';
import type { LampDriver, LampState } from '../lamp-driver.js';
import { GoveeConversation } from './govee-conversation.js';
import { GOVEE_REPLY_PORT, type GoveeStatus, goveeAnswer, goveePacket } from './govee-packet.js';

const ATTEMPTS = 3;
/** So long a lamp may still tell its former state. */
const SETTLING: Milliseconds = 500;

/** Govee lamps over their LAN API: JSON over UDP, where only the question for the state is answered. */
export class GoveeDriver implements LampDriver {
  /** A light takes two messages, and a lamp ten a second. */
  readonly capabilities = { fades: false, maxRate: 5 };
  private readonly lamp: GoveeConversation<GoveeStatus>;
  private questions = 0;
  private isOn = false;

  constructor(
    private readonly config: Pick<GoveeConfig, 'host' | 'port'>,
    private readonly clock: Clock,
    private readonly replyPort = GOVEE_REPLY_PORT,
  ) {
    this.lamp = new GoveeConversation(clock, (cause) => this.lost(cause));
  }

  get name(): string {
    return `Govee lamp at ${this.config.host}`;
  }

  async connect(): Promise<void> {
    const { host, port } = this.config;
    await this.lamp.connect(host, port, (packet) => this.receive(packet), this.replyPort);
    await this.check();
  }

  async snapshot(): Promise<LampState> {
    const status = await this.state();
    return { raw: status, light: lightOf(status) };
  }

  /** Nobody answers to commands, so it looks whether they arrived. */
  async restore({ raw }: LampState): Promise<void> {
    const before = raw as GoveeStatus;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      for (const packet of restoringPackets(before)) this.lamp.tell(packet);
      await pause(this.clock, SETTLING);
      if (isSame(await this.state(), before)) return;
    }
  }

  async apply(light: Light): Promise<void> {
    if (!this.isOn) this.lamp.tell(turn(1));
    this.isOn = true;
    for (const packet of goveePackets(light)) this.lamp.tell(packet);
  }

  async check(): Promise<void> {
    await this.state();
  }

  dispose(): void {
    this.lamp.close(new Error('the lamp was let go'));
  }

  private async state(): Promise<GoveeStatus> {
    const status = await this.lamp.ask(++this.questions, goveePacket('devStatus', {}));
    this.isOn = status.onOff === 1;
    return status;
  }

  private receive(packet: Buffer): void {
    const status = goveeAnswer<GoveeStatus>(packet, 'devStatus');
    // Answers bear no number: each is for the oldest question.
    if (isStatus(status)) this.lamp.settle(undefined, status);
  }

  private lost(cause?: unknown): DeviceError {
    const hint =
      'Is it switched on at the wall, in the same network, and "LAN Control" on in the Govee Home app? It is tried again by itself.';
    return new DeviceError('missing', `${this.name} does not answer.`, hint, { cause });
  }
}

/** Colour and brightness apart, so that dim colours stay true. */
export function goveePackets({ hue, saturation, brightness }: Light): readonly string[] {
  const [r, g, b] = bytesFromRgb(rgbFromLight({ hue, saturation, brightness: 1 }));
  return look({
    brightness: Math.max(1, Math.round(brightness * 100)),
    color: { r, g, b },
    colorTemInKelvin: 0,
  });
}

/** The lamp is given back in the mode it was in: a white or a colour, and dark if it was. */
function restoringPackets(before: GoveeStatus): readonly string[] {
  return before.onOff === 1 ? look(before) : [...look(before), turn(0)];
}

function look({ brightness, color, colorTemInKelvin }: Omit<GoveeStatus, 'onOff'>): readonly string[] {
  return [
    goveePacket('brightness', { value: brightness }),
    goveePacket('colorwc', { color, colorTemInKelvin }),
  ];
}

function turn(value: 0 | 1): string {
  return goveePacket('turn', { value });
}

function isSame(now: GoveeStatus, before: GoveeStatus): boolean {
  return String(essenceOf(now)) === String(essenceOf(before));
}

function essenceOf({
  onOff,
  brightness,
  color: { r, g, b },
  colorTemInKelvin,
}: GoveeStatus): readonly number[] {
  return [onOff, brightness, ...(colorTemInKelvin > 0 ? [colorTemInKelvin] : [r, g, b])];
}

function isStatus(status: Partial<GoveeStatus> | null): status is GoveeStatus {
  const { onOff, brightness, color, colorTemInKelvin } = status ?? {};
  const numbers = [onOff, brightness, color?.r, color?.g, color?.b, colorTemInKelvin];
  return numbers.every((value) => typeof value === 'number');
}

function lightOf({ onOff, brightness, color: { r, g, b }, colorTemInKelvin }: GoveeStatus): Light | null {
  if (onOff !== 1) return { hue: 0, saturation: 0, brightness: 0 };
  if (colorTemInKelvin > 0) return null;
  return { ...lightFromRgb([r / 255, g / 255, b / 255]), brightness: brightness / 100 };
}

import type { RemoteInfo } from 'node:dgram';
import { FakeUdpLamp } from './fake-udp-lamp.js';

type Json = Record<string, unknown>;

/** A Govee lamp on loopback: strict about JSON, silent about commands, and answering to one port whoever asks. */
export class FakeGovee extends FakeUdpLamp {
  status = { onOff: 1, brightness: 60, color: { r: 255, g: 120, b: 0 }, colorTemInKelvin: 0 };
  sku = 'H6008';
  isDead = false;

  constructor(readonly replyPort: number) {
    super();
  }

  /** The commands it took, in order. */
  get commands(): readonly string[] {
    return this.packets
      .map((packet) => String((JSON.parse(packet).msg as Json).cmd))
      .filter((cmd) => cmd !== 'devStatus');
  }

  protected hear(packet: Buffer, from: RemoteInfo): void {
    if (this.isDead) return;
    const { cmd, data } = JSON.parse(packet.toString('utf8')).msg as { cmd: string; data: Json };
    if (cmd === 'scan' && data.account_topic === 'reserve')
      this.answer(cmd, { ip: from.address, device: '1F:80:C5:32:32:36:72:4E', sku: this.sku }, from);
    if (cmd === 'devStatus') this.answer(cmd, this.status, from);
    if (cmd === 'turn' && (data.value === 0 || data.value === 1)) this.status.onOff = data.value;
    if (cmd === 'brightness' && isWithin(data.value, 1, 100)) this.status.brightness = data.value;
    if (cmd === 'colorwc') this.color(data);
  }

  private color({ color, colorTemInKelvin }: Json): void {
    const { r, g, b } = color as Json;
    if (!isWithin(r, 0, 255) || !isWithin(g, 0, 255) || !isWithin(b, 0, 255)) return;
    if (colorTemInKelvin !== 0 && !isWithin(colorTemInKelvin, 2_000, 9_000)) return;
    this.status = { ...this.status, color: { r, g, b }, colorTemInKelvin };
  }

  private answer(cmd: string, data: object, from: RemoteInfo): void {
    this.say(JSON.stringify({ msg: { cmd, data } }), this.replyPort, from.address);
  }
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}

import type { RemoteInfo } from 'node:dgram';
import { FakeUdpLamp } from './fake-udp-lamp.js';

const MAC = [0xd0, 0x73, 0xd5, 0x00, 0x00, 0x01, 0, 0];

/** A LIFX bulb on loopback: strict about sizes, protocol and target; answers only what was asked for. */
export class FakeLifx extends FakeUdpLamp {
  color = Buffer.from([0x55, 0x15, 0, 0, 0xff, 0x7f, 0xac, 0x0d]); // 30°, white, half bright, 3500 K
  power = 0xffff;
  protected override readonly encoding = 'hex';

  protected hear(packet: Buffer, from: RemoteInfo): void {
    if (packet.length < 36 || packet.readUInt16LE(0) !== packet.length) return;
    const isTagged = packet.readUInt16LE(2) === 0x3400;
    const isMine = packet.subarray(8, 16).equals(Buffer.from(MAC));
    if (!isTagged && !(packet.readUInt16LE(2) === 0x1400 && isMine)) return;
    const payload = packet.subarray(36);
    const type = packet.readUInt16LE(32);
    if (type === 102 && payload.length === 13) this.color = Buffer.from(payload.subarray(1, 9));
    if (type === 117 && payload.length === 6) this.power = payload.readUInt16LE(0);
    const flags = packet.readUInt8(22);
    if (flags & 2) this.answer(45, Buffer.alloc(0), packet, from);
    if (type === 2) this.answer(3, Buffer.from([1, 0x7c, 0xdd, 0, 0]), packet, from);
    if (type === 101) this.answer(107, this.state(), packet, from);
  }

  private state(): Buffer {
    const payload = Buffer.alloc(52);
    this.color.copy(payload, 0);
    payload.writeUInt16LE(this.power, 10);
    payload.write('Desk', 12);
    return payload;
  }

  private answer(type: number, payload: Buffer, question: Buffer, from: RemoteInfo): void {
    const bytes = Buffer.alloc(36 + payload.length);
    bytes.writeUInt16LE(bytes.length, 0);
    bytes.writeUInt16LE(0x1400, 2);
    question.copy(bytes, 4, 4, 8);
    bytes.set(MAC, 8);
    bytes.writeUInt8(question.readUInt8(23), 23);
    bytes.writeUInt16LE(type, 32);
    bytes.set(payload, 36);
    this.say(bytes, from.port, from.address);
  }
}

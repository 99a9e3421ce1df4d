import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

const MAC = [0xd0, 0x73, 0xd5, 0x00, 0x00, 0x01, 0, 0];

/** A LIFX bulb on loopback: strict about sizes, protocol and target; answers only what was asked for. */
export class FakeLifx {
  color = Buffer.from([0x55, 0x15, 0, 0, 0xff, 0x7f, 0xac, 0x0d]); // 30°, white, half bright, 3500 K
  power = 0xffff;
  readonly packets: string[] = [];
  lose = 0;
  private constructor(private readonly socket: Socket) {}

  static async open(): Promise<FakeLifx> {
    const socket = createSocket('udp4');
    const fake = new FakeLifx(socket);
    socket.on('message', (packet, from) => fake.receive(packet, from));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.socket.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private receive(packet: Buffer, from: RemoteInfo): void {
    this.packets.push(packet.toString('hex'));
    if (this.lose > 0) {
      this.lose -= 1;
      return;
    }
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
    this.socket.send(bytes, from.port, from.address);
  }
}

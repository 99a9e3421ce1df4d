import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

type Pilot = Record<string, unknown>;

/** A WiZ bulb on loopback: JSON over UDP, strict about what it is sent, as forgetful as UDP when told to be. */
export class FakeWiz {
  pilot: Pilot = {
    mac: 'a8bb50000001',
    rssi: -58,
    state: true,
    sceneId: 11,
    speed: 100,
    temp: 2700,
    dimming: 60,
  };
  readonly packets: string[] = [];
  /** How many of the next packets get lost. */
  lose = 0;
  isDead = false;
  /** Old firmware answers without an id. */
  tellsId = true;
  private constructor(private readonly socket: Socket) {}

  static async open(): Promise<FakeWiz> {
    const socket = createSocket('udp4');
    const fake = new FakeWiz(socket);
    socket.on('message', (packet, from) => fake.receive(packet.toString('utf8'), from));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return fake;
  }

  get port(): number {
    return (this.socket.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  /** Anything may arrive from anywhere. */
  shout(text: string, to: number): void {
    this.socket.send(text, to, '127.0.0.1');
  }

  private receive(text: string, from: RemoteInfo): void {
    this.packets.push(text);
    if (this.isDead) return;
    if (this.lose > 0) {
      this.lose -= 1;
      return;
    }
    const answer = this.answer(JSON.parse(text));
    if (answer) this.socket.send(JSON.stringify(answer), from.port, from.address);
  }

  private answer({ id, method, params }: { id: number; method: string; params: Pilot }): object | null {
    const head = { method, env: 'pro', ...(this.tellsId ? { id } : {}) };
    if (method === 'getPilot') return { ...head, result: this.pilot };
    if (method !== 'setPilot') return null;
    if (!isTakeable(params)) return { ...head, error: { code: -32602, message: 'Invalid params' } };
    const mode = 'r' in params || 'temp' in params || 'sceneId' in params;
    const { mac, rssi, state, dimming } = this.pilot;
    this.pilot = mode ? { mac, rssi, state, dimming, sceneId: 0, ...params } : { ...this.pilot, ...params };
    return { ...head, result: { success: true } };
  }
}

function isTakeable({ r = 1, g = 1, b = 1, dimming = 10 }: Pilot): boolean {
  const channels = [r, g, b] as number[];
  const isColour = channels.every((value) => Number.isInteger(value) && value >= 0 && value <= 255);
  return (
    isColour && channels.some((value) => value > 0) && (dimming as number) >= 10 && (dimming as number) <= 100
  );
}

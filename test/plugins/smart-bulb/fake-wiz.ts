import type { RemoteInfo } from 'node:dgram';
import { FakeUdpLamp } from './fake-udp-lamp.js';

type Pilot = Record<string, unknown>;

/** A WiZ bulb on loopback: JSON over UDP, strict about what it is sent. */
export class FakeWiz extends FakeUdpLamp {
  pilot: Pilot = {
    mac: 'a8bb50000001',
    rssi: -58,
    state: true,
    sceneId: 11,
    speed: 100,
    temp: 2700,
    dimming: 60,
  };
  isDead = false;
  /** Old firmware answers without an id. */
  tellsId = true;

  /** Anything may arrive from anywhere. */
  shout(text: string, to: number): void {
    this.say(text, to, '127.0.0.1');
  }

  protected hear(packet: Buffer, from: RemoteInfo): void {
    if (this.isDead) return;
    const answer = this.answer(JSON.parse(packet.toString('utf8')));
    if (answer) this.say(JSON.stringify(answer), from.port, from.address);
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

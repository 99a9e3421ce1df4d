import type { Socket } from 'node:net';
import { KasaReader, kasaFrame } from '../../../src/plugins/smart-bulb/drivers/kasa-packet.js';
import { FakeTcpLamp } from './fake-tcp-lamp.js';

type State = Record<string, unknown>;
const LIGHTING = 'smartlife.iot.smartbulb.lightingservice';

/** A Kasa bulb on loopback, strict about what it is sent. */
export class FakeKasa extends FakeTcpLamp {
  state: State = {
    on_off: 1,
    mode: 'normal',
    hue: 0,
    saturation: 0,
    color_temp: 2700,
    brightness: 60,
    err_code: 0,
  };
  readonly wishes: State[] = [];
  private readonly reader = new KasaReader();

  protected hear(chunk: Buffer, socket: Socket): void {
    for (const text of this.reader.read(chunk)) {
      const [[room, call]] = Object.entries(JSON.parse(text)) as [[string, Record<string, State>]];
      const [[method, params]] = Object.entries(call) as [[string, State]];
      this.say(
        socket,
        kasaFrame(JSON.stringify({ [room]: { [method]: this.answer(room, method, params) } })),
      );
    }
  }

  private answer(room: string, method: string, params: State): State {
    if (room === 'system' && method === 'get_sysinfo') return { light_state: this.state, err_code: 0 };
    if (room !== LIGHTING || method !== 'transition_light_state')
      return { err_code: -1, err_msg: 'module not support' };
    if (!isTakeable(params)) return { err_code: -3, err_msg: 'invalid argument' };
    this.wishes.push(params);
    const { transition_period, ignore_default, ...look } = params;
    const { on_off, mode, err_code, dft_on_state, ...own } = this.state;
    if (look.on_off === 0) this.state = { on_off: 0, dft_on_state: own, err_code: 0 };
    else this.state = { ...own, ...look, mode: 'normal', err_code: 0 };
    return this.state;
  }
}

function isTakeable({ hue = 0, saturation = 0, brightness = 1 }: State): boolean {
  const within = (value: unknown, most: number) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
  return within(hue, 360) && within(saturation, 100) && within(brightness, 100);
}

import type { Socket } from 'node:net';
import { FakeTcpLamp } from './fake-tcp-lamp.js';

type Props = Record<string, string>;
interface Command {
  readonly id: number;
  readonly method: string;
  readonly params: readonly (string | number)[];
}

const COMMANDS_A_MINUTE = 60;

/** A Yeelight on loopback: JSON lines, a quota, and news that nobody asked for. */
export class FakeYeelight extends FakeTcpLamp {
  props: Props = {
    power: 'on',
    bright: '60',
    color_mode: '2',
    rgb: '16711680',
    hue: '0',
    sat: '100',
    ct: '4000',
  };
  readonly commands: string[] = [];

  protected hear(chunk: Buffer, socket: Socket): void {
    for (const line of chunk.toString('utf8').split('\r\n').filter(Boolean)) {
      this.commands.push(line);
      const { id, method, params } = JSON.parse(line) as Command;
      const news = { method: 'props', params: { bright: '1' } };
      const answers = [news, { id, ...this.answer(method, params) }];
      this.say(socket, Buffer.from(answers.map((answer) => `${JSON.stringify(answer)}\r\n`).join('')));
    }
  }

  private answer(method: string, params: Command['params']): object {
    if (this.commands.length > COMMANDS_A_MINUTE) return fault('client quota exceeded');
    if (method === 'get_prop') return { result: params.map((name) => this.props[name] ?? '') };
    if (method === 'set_power') this.props.power = String(params[0]);
    else if (method === 'start_cf') return this.flow(params);
    else if (method === 'set_scene') return this.scene(params);
    else return fault('method not supported');
    return { result: ['ok'] };
  }

  private flow([count, action, flow]: Command['params']): object {
    const [duration = 0, mode, rgb, bright = 0] = String(flow).split(',').map(Number);
    const isFit = count === 1 && action === 1 && mode === 1 && duration >= 50 && bright >= 1 && bright <= 100;
    if (!isFit || this.props.power !== 'on') return fault('invalid params');
    Object.assign(this.props, { color_mode: '1', rgb: String(rgb), bright: String(bright) });
    return { result: ['ok'] };
  }

  private scene([kind, ...values]: Command['params']): object {
    const [first = 0, second = 0, third = 0] = values.map(String);
    const scenes: Record<string, Props> = {
      color: { color_mode: '1', rgb: String(first), bright: String(second) },
      ct: { color_mode: '2', ct: String(first), bright: String(second) },
      hsv: { color_mode: '3', hue: String(first), sat: String(second), bright: String(third) },
    };
    Object.assign(this.props, { power: 'on' }, scenes[String(kind)]);
    return { result: ['ok'] };
  }
}

function fault(message: string): object {
  return { error: { code: -1, message } };
}

import { WebSocket } from 'ws';
import { ServerError } from '../core/errors.js';
import type { Milliseconds } from '../core/music/units.js';
import type { Clock } from '../core/plugin/clock.js';
import { type ServerMessage, SUBPROTOCOL } from '../core/wire/index.js';

interface Pong {
  readonly server_t?: number | undefined;
}

/** Hears from a running bridge when the notes of one input began, on the bridge's clock. */
export class OnsetListener {
  readonly onsets: Milliseconds[] = [];
  private answered: (pong: Pong) => void = () => {};

  private constructor(
    private readonly socket: WebSocket,
    private readonly input: string,
  ) {}

  /** @throws ServerError when nobody answers at `url`, such as `ws://127.0.0.1:22100/ws`, or the bridge refuses. */
  static open(url: string, input: string, token?: string): Promise<OnsetListener> {
    const socket = new WebSocket(url, SUBPROTOCOL);
    const listener = new OnsetListener(socket, input);
    return new Promise((resolve, reject) => {
      socket.on('error', () =>
        reject(new ServerError('server.address', 'The bridge has no "websocket" output to listen to.')),
      );
      socket.on('close', (_code, reason) =>
        reject(new ServerError('server.address', `The bridge ended the connection: ${reason}.`)),
      );
      socket.on('message', (text) => {
        const message = JSON.parse(text.toString()) as ServerMessage;
        if (message.type === 'hello') listener.identify(token);
        else if (message.type === 'ready') resolve(listener);
        else listener.hear(message);
      });
    });
  }

  /** What to add to a time of `clock` to have it on the bridge's clock. All that was played before is heard by then. */
  async clockAhead(clock: Clock): Promise<Milliseconds> {
    const asked = clock.now();
    const pong = await new Promise<Pong>((resolve) => {
      this.answered = resolve;
      this.say({ type: 'ping' });
    });
    return (pong.server_t ?? asked) - (asked + clock.now()) / 2;
  }

  close(): void {
    this.socket.close(1000);
  }

  private identify(token?: string): void {
    const subscribe = [{ topic: 'note' }];
    this.say({
      type: 'identify',
      protocol: 1,
      client: 'fretcoach calibrate',
      subscribe,
      ...(token ? { token } : {}),
    });
  }

  private hear(message: ServerMessage): void {
    if (message.type === 'pong') this.answered(message);
    if (message.type === 'ping') this.say({ type: 'pong' });
    if (message.type !== 'event' || message.topic !== 'note') return;
    const { source, phase, onset } = message.data as { source: string; phase: string; onset: Milliseconds };
    if (source === this.input && phase === 'onset') this.onsets.push(onset);
  }

  private say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}

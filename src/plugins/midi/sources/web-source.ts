import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type { Clock, HttpMount, Undo } from '../../../core/plugin/index.js';
import type { MidiSink, MidiSource } from '../midi-source.js';
import { PageClock } from './page-clock.js';

/** A strum on six strings with bends is far below that. */
const LARGEST_MESSAGE = 8192;
const WRONG_DATA = 4005;
const REPLACED = 4011;
const GOING_AWAY = 1001;

export const WAITING_FOR_PAGE = {
  message: 'Waiting for MIDI from a page.',
  hint: 'In Chromium or Firefox open the dashboard, "Inputs & outputs", and choose "Use this browser’s MIDI".',
} as const;

/** What a page says: the device it listens to (`null`: none is there), or bytes with the time of its own clock. */
const pageMessage = z.union([
  z.object({ device: z.string().max(120).nullable() }),
  z.object({ t: z.number().finite(), data: z.array(z.int().min(0).max(255)).min(1).max(1024) }),
]);

/** Hears MIDI from a page: the newest one that connects is the one that counts. */
export class WebSource implements MidiSource {
  private unmount: Undo = () => {};
  private current: WebSocket | null = null;

  constructor(
    private readonly http: HttpMount,
    private readonly clock: Clock,
  ) {}

  start(sink: MidiSink): void {
    this.unmount = this.http.socket('web-midi', (socket) => this.accept(socket, sink), {
      maxPayload: LARGEST_MESSAGE,
    });
    sink.wait(WAITING_FOR_PAGE.message, WAITING_FOR_PAGE.hint);
  }

  stop(): void {
    this.unmount();
    this.current?.close(GOING_AWAY, 'the bridge stops listening');
    this.current = null;
  }

  private accept(socket: WebSocket, sink: MidiSink): void {
    const { current } = this;
    this.current = socket;
    current?.close(REPLACED, 'another page plays MIDI now');
    sink.wait(WAITING_FOR_PAGE.message, WAITING_FOR_PAGE.hint);
    const clock = new PageClock();
    socket.on('message', (data) => {
      if (this.current === socket) this.hear(socket, data, clock, sink);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      if (this.current !== socket) return;
      this.current = null;
      sink.wait(WAITING_FOR_PAGE.message, WAITING_FOR_PAGE.hint);
    });
  }

  private hear(socket: WebSocket, data: RawData, pageClock: PageClock, sink: MidiSink): void {
    const { data: message } = pageMessage.safeParse(parsed(data));
    if (!message) socket.close(WRONG_DATA, 'expected {"device"} or {"t","data"}');
    else if ('data' in message) sink.write(message.data, pageClock.ours(message.t, this.clock.now()));
    else if (message.device !== null) sink.open('web', message.device);
    else sink.wait('The page sees no MIDI device.', 'Plug the pickup in; the page notices by itself.');
  }
}

function parsed(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

import type { WebSocket } from 'ws';
import type { Caller, Clock, HttpMount, RequestDoor, Undo } from '../../../core/plugin/index.js';
import type { MidiSink, MidiSource } from '../midi-source.js';
import { CLOSE_CODES, PageMidi } from './page-midi.js';

const LARGEST_MESSAGE = 8192;
const GOING_AWAY = 1001;

export const WAITING_FOR_PAGE = {
  message: 'Waiting for MIDI from a page.',
  hint: 'In Chromium or Firefox open the dashboard, "Inputs & outputs", and choose "Use this browser’s MIDI".',
} as const;

/** Hears MIDI from a page: the newest one that names a device is the one that counts. */
export class WebSource implements MidiSource {
  private unmount: Undo = () => {};
  private readonly pages = new Set<PageMidi>();
  private current: PageMidi | null = null;

  constructor(
    private readonly http: HttpMount,
    private readonly door: RequestDoor,
    private readonly clock: Clock,
  ) {}

  start(sink: MidiSink): void {
    const accept = (socket: WebSocket, caller: Caller) => {
      const page: PageMidi = new PageMidi(socket, caller, this.door, this.clock, {
        device: (name) => this.follow(page, name, sink),
        write: (bytes, time) => this.current === page && sink.write(bytes, time),
        ended: () => this.lose(page, sink),
      });
      this.pages.add(page);
    };
    this.unmount = this.http.socket('web-midi', accept, { maxPayload: LARGEST_MESSAGE });
    sink.wait(WAITING_FOR_PAGE.message, WAITING_FOR_PAGE.hint);
  }

  stop(): void {
    this.unmount();
    this.current = null;
    for (const page of [...this.pages]) page.close(GOING_AWAY, 'the bridge stops listening');
  }

  private follow(page: PageMidi, device: string | null, sink: MidiSink): void {
    const { current } = this;
    this.current = page;
    if (current !== page) current?.close(CLOSE_CODES.replaced, 'another page plays MIDI now');
    if (device !== null) sink.open('web', device);
    else sink.wait('The page sees no MIDI device.', 'Plug the pickup in; the page notices by itself.');
  }

  private lose(page: PageMidi, sink: MidiSink): void {
    this.pages.delete(page);
    if (this.current !== page) return;
    this.current = null;
    sink.wait(WAITING_FOR_PAGE.message, WAITING_FOR_PAGE.hint);
  }
}

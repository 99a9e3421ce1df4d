import type { WebSocket } from 'ws';
import type { Caller, InputContext, Undo } from '../../../core/plugin/index.js';
import type { AudioSink, AudioSource } from '../audio-source.js';
import { CLOSE_CODES, LARGEST_MESSAGE } from './microphone-protocol.js';
import { PageMicrophone } from './page-microphone.js';

const WAITING_FOR_BROWSER = {
  message: 'Waiting for a browser microphone.',
  hint: 'Choose "Use this browser’s microphone" on the dashboard.',
} as const;

type Surroundings = Pick<InputContext<unknown>, 'clock' | 'door' | 'http' | 'log'>;

/** Hears the microphone of a page: the newest page that says hello is the one that counts. */
export class BrowserSource implements AudioSource {
  private unmount: Undo = () => {};
  private current: PageMicrophone | null = null;

  constructor(private readonly context: Surroundings) {}

  start(sink: AudioSink): void {
    const { clock, door, http, log } = this.context;
    const accept = (socket: WebSocket, caller: Caller) => {
      const page = new PageMicrophone(socket, caller, door, sink, clock, {
        began: () => this.replaceBy(page),
        ended: () => this.lose(page, sink),
        refused: (reason) =>
          log.warn(`A browser microphone was sent away: ${reason}.`, { address: caller.address }),
      });
    };
    this.unmount = http.socket('microphone', accept, { maxPayload: LARGEST_MESSAGE });
    sink.wait(WAITING_FOR_BROWSER.message, WAITING_FOR_BROWSER.hint);
  }

  stop(): void {
    this.unmount();
    const { current } = this;
    this.current = null;
    current?.close(1001, 'the bridge stops listening');
  }

  private replaceBy(page: PageMicrophone): void {
    const { current } = this;
    this.current = page;
    current?.close(CLOSE_CODES.replaced, 'another page is the microphone now');
  }

  private lose(page: PageMicrophone, sink: AudioSink): void {
    if (this.current !== page) return;
    this.current = null;
    sink.wait(WAITING_FOR_BROWSER.message, WAITING_FOR_BROWSER.hint);
  }
}

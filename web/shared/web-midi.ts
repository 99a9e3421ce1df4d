import {
  ANSWER_WITHIN_MS,
  FINAL_CODES,
  type OpenSource,
  SourceError,
  type SourceOptions,
} from './page-source.js';

/** How the page's MIDI is doing, for people. */
type WebMidiState = 'connecting' | 'listening' | 'waiting' | 'reconnecting';
type WebMidiOptions = SourceOptions<WebMidiState>;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/**
 * Asks the player for MIDI and hands it to the bridge until `stop`; lost bridges and unplugged devices are waited for.
 * @throws SourceError when the browser gives no MIDI.
 */
export async function openWebMidi(options: WebMidiOptions): Promise<OpenSource> {
  const access = await askForMidi();
  const relay = new MidiRelay(access, options);
  relay.connect();
  return relay;
}

async function askForMidi(): Promise<MIDIAccess> {
  if (!navigator.requestMIDIAccess) {
    throw new SourceError('This browser has no MIDI. Use Chromium or Firefox, on 127.0.0.1 or over https.');
  }
  try {
    return await navigator.requestMIDIAccess({ sysex: false });
  } catch (cause) {
    throw new SourceError('The browser may not use MIDI. Allow it in the address bar, then try again.', {
      cause,
    });
  }
}

const nameOf = (input: MIDIInput): string => input.name || 'MIDI device';

/** Between the browser's first device and the bridge's socket. */
class MidiRelay {
  private socket: WebSocket | null = null;
  private input: MIDIInput | null = null;
  private retry = FIRST_RETRY_MS;
  private timer = 0;
  private isStopped = false;
  private readonly follow = () => this.followDevice();

  constructor(
    private readonly access: MIDIAccess,
    private readonly options: WebMidiOptions,
  ) {
    access.addEventListener('statechange', this.follow);
  }

  connect(): void {
    this.tell('connecting', 'Connecting to the bridge.');
    const url = new URL(this.options.socket, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    this.socket = socket;
    this.timer = window.setTimeout(() => socket.close(), ANSWER_WITHIN_MS);
    socket.onopen = () => {
      window.clearTimeout(this.timer);
      this.retry = FIRST_RETRY_MS;
      this.input = null;
      this.followDevice(true);
    };
    socket.onclose = ({ code, reason }) => this.lost(code, reason);
  }

  stop(message = 'MIDI is off.'): void {
    this.isStopped = true;
    window.clearTimeout(this.timer);
    this.access.removeEventListener('statechange', this.follow);
    this.listenTo(null);
    this.socket?.close(1000);
    this.tell('stopped', message);
  }

  private followDevice(isNews = false): void {
    const chosen = [...this.access.inputs.values()].find(({ state }) => state === 'connected') ?? null;
    if (chosen === this.input && !isNews) return;
    this.listenTo(chosen);
    const { token } = this.options;
    this.send({ device: chosen && nameOf(chosen), ...(token ? { token } : {}) });
    if (chosen) this.tell('listening', `Listening to ${nameOf(chosen)}.`);
    else this.tell('waiting', 'Plug the pickup in; the page notices by itself.');
  }

  private listenTo(input: MIDIInput | null): void {
    if (this.input) this.input.onmidimessage = null;
    this.input = input;
    if (!input) return;
    input.onmidimessage = ({ data, timeStamp }) => {
      if (data) this.send({ t: timeStamp, data: [...data] });
    };
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private lost(code: number, reason: string) {
    window.clearTimeout(this.timer);
    if (this.isStopped) return;
    if (FINAL_CODES.has(code)) return this.stop(reason || 'The bridge does not want MIDI from this page.');
    this.tell('reconnecting', 'The bridge is gone; waiting for it.');
    this.timer = window.setTimeout(() => this.connect(), this.retry * (0.5 + Math.random() / 2));
    this.retry = Math.min(LONGEST_RETRY_MS, this.retry * 2);
  }

  private tell(state: WebMidiState | 'stopped', message: string): void {
    this.options.onState?.(state, message);
  }
}

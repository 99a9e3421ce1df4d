import {
  ANSWER_WITHIN_MS,
  FINAL_CODES,
  type OpenSource,
  SourceError,
  type SourceOptions,
} from './page-source.js';

/** How the microphone is doing, for people. */
type MicrophoneState = 'connecting' | 'listening' | 'reconnecting';
type MicrophoneOptions = SourceOptions<MicrophoneState>;

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
/** Sound that is later than this is not worth sending. */
const LONGEST_BACKLOG_SECONDS = 0.5;

/**
 * Asks the player for the microphone and streams it to the bridge until `stop`; a lost bridge is waited for.
 * @throws SourceError when the browser gives no microphone.
 */
export async function openMicrophone(options: MicrophoneOptions): Promise<OpenSource> {
  const stream = await askForMicrophone();
  const [track] = stream.getAudioTracks();
  if (!track) throw new SourceError('The chosen device has no sound. Choose another one.');
  const audio = audioContextFor(track);
  const letGo = () => {
    track.stop();
    void audio.close();
  };
  const feed = new MicrophoneFeed(options, letGo, {
    type: 'hello',
    sample_rate: audio.sampleRate,
    device: track.label || 'Microphone',
    ...(options.token ? { token: options.token } : {}),
  });
  const stop = () => feed.stop('The microphone is off.');
  track.addEventListener('ended', stop);
  try {
    await tap(audio, stream, (block) => feed.send(block));
  } catch (cause) {
    stop();
    throw new SourceError('This browser cannot hand over sound (no AudioWorklet).', { cause });
  }
  feed.connect();
  return { stop };
}

const REFUSALS: Readonly<Record<string, string>> = {
  NotAllowedError: 'The browser may not use the microphone. Allow it in the address bar, then try again.',
  NotFoundError: 'The browser found no microphone. Plug in the guitar or its interface, then try again.',
  NotReadableError: 'Another program holds the microphone. Close it, then try again.',
};

async function askForMicrophone(): Promise<MediaStream> {
  if (!navigator.mediaDevices) {
    throw new SourceError(
      'Browsers give a microphone to local or https pages only: open the page by 127.0.0.1.',
    );
  }
  // Everything that was made for speech would bend, swallow or pump the guitar.
  const audio: MediaTrackConstraints = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: 1,
  };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio, video: false });
  } catch (cause) {
    const name = cause instanceof DOMException ? cause.name : '';
    throw new SourceError(REFUSALS[name] ?? `The microphone did not open: ${String(cause)}`, { cause });
  }
}

/** At the device's own rate where the browser tells it, so that nothing is resampled. */
function audioContextFor(track: MediaStreamTrack): AudioContext {
  const { sampleRate } = track.getSettings();
  try {
    return new AudioContext({ latencyHint: 'interactive', ...(sampleRate ? { sampleRate } : {}) });
  } catch {
    return new AudioContext({ latencyHint: 'interactive' });
  }
}

async function tap(audio: AudioContext, stream: MediaStream, onBlock: (block: ArrayBuffer) => void) {
  await audio.audioWorklet.addModule(new URL('./microphone-worklet.js', import.meta.url));
  const node = new AudioWorkletNode(audio, 'microphone-tap', { numberOfOutputs: 0, channelCount: 1 });
  node.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => onBlock(data);
  audio.createMediaStreamSource(stream).connect(node);
  await audio.resume();
}

interface Hello {
  readonly type: 'hello';
  readonly sample_rate: number;
  readonly device: string;
  readonly token?: string;
}

/** One WebSocket after another, for as long as the microphone is on. */
class MicrophoneFeed {
  private socket: WebSocket | null = null;
  private isReady = false;
  private isStopped = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly options: MicrophoneOptions,
    /** Of the microphone: whoever ended it, the browser is not to listen any longer. */
    private readonly letGo: () => void,
    private readonly hello: Hello,
  ) {}

  connect(): void {
    if (this.isStopped) return;
    this.tell('connecting', 'Connecting to the bridge.');
    const url = new URL(this.options.socket, location.href);
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new WebSocket(url);
    this.socket = socket;
    this.retry = setTimeout(() => socket.close(), ANSWER_WITHIN_MS);
    socket.onopen = () => socket.send(JSON.stringify(this.hello));
    socket.onmessage = () => this.begin();
    socket.onclose = ({ code, reason }) => this.lost(code, reason);
  }

  send(block: ArrayBuffer): void {
    if (!this.isReady || !this.socket) return;
    // A clean new stream keeps its times right; one with holes in it does not.
    if (this.socket.bufferedAmount > LONGEST_BACKLOG_SECONDS * 4 * this.hello.sample_rate)
      this.socket.close(4000);
    else this.socket.send(block);
  }

  stop(message: string): void {
    if (this.isStopped) return;
    this.isStopped = true;
    clearTimeout(this.retry);
    this.socket?.close(1000);
    this.letGo();
    this.tell('stopped', message);
  }

  private begin(): void {
    clearTimeout(this.retry);
    this.isReady = true;
    this.retryMs = FIRST_RETRY_MS;
    this.tell('listening', `Listening to ${this.hello.device}.`);
  }

  private lost(code: number, reason: string): void {
    this.isReady = false;
    clearTimeout(this.retry);
    if (this.isStopped) return;
    if (FINAL_CODES.has(code)) {
      this.stop(reason || 'The bridge let go of this microphone.');
      return;
    }
    this.tell('reconnecting', 'The bridge is away; waiting for it.');
    this.retry = setTimeout(() => this.connect(), this.retryMs * (0.5 + Math.random() / 2));
    this.retryMs = Math.min(2 * this.retryMs, LONGEST_RETRY_MS);
  }

  private tell(state: MicrophoneState | 'stopped', message: string): void {
    this.options.onState?.(state, message);
  }
}

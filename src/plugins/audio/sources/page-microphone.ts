import type { RawData, WebSocket } from 'ws';
import type {
  Caller,
  Clock,
  Grant,
  Milliseconds,
  RequestDoor,
  Scope,
  Undo,
} from '../../../core/plugin/index.js';
import type { AudioSink } from '../audio-source.js';
import {
  CLOSE_CODES,
  type MicrophoneHello,
  ProtocolError,
  parseBlock,
  parseHello,
  RateLimit,
} from './microphone-protocol.js';

const HELLO_WITHIN: Milliseconds = 5_000;
/** Measured: 65 to 120 ms more than parec; constant, so that a calibration can take the rest off. */
const BROWSER_LATENCY: Milliseconds = 90;

/** Whoever plays into the bridge acts on it. */
const NEEDED_SCOPE: Scope = 'control';

interface PageListener {
  readonly began: () => void;
  readonly ended: () => void;
  readonly refused: (reason: string) => void;
}

/** One page's connection: a hello, then blocks of sound. */
export class PageMicrophone {
  private limit: RateLimit | null = null;
  private beganAt: Milliseconds = 0;
  private isClosed = false;
  private forgetToken: Undo = () => {};
  private readonly helloTooLate: Undo;

  constructor(
    private readonly socket: WebSocket,
    private readonly caller: Caller,
    private readonly door: RequestDoor,
    private readonly sink: AudioSink,
    private readonly clock: Clock,
    private readonly listener: PageListener,
  ) {
    const tooLate = new ProtocolError(CLOSE_CODES.tooLate, 'no hello came');
    this.helloTooLate = clock.after(HELLO_WITHIN, () => this.refuse(tooLate));
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.hasClosed());
  }

  close(code: number, reason: string): void {
    this.hasClosed();
    this.socket.close(code, reason.slice(0, 120));
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.isClosed) return;
    try {
      if (isBinary) this.hear(bytesOf(data));
      else this.greet(parseHello(bytesOf(data).toString()));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.refuse(error);
    }
  }

  private greet({ sample_rate: sampleRate, device, token }: MicrophoneHello): void {
    if (this.limit) throw new ProtocolError(CLOSE_CODES.helloTwice, 'hello was said twice');
    this.admit(token);
    this.helloTooLate();
    this.limit = new RateLimit(sampleRate);
    this.beganAt = this.clock.now();
    this.listener.began();
    this.sink.open({
      source: 'browser',
      device,
      sampleRate,
      channels: 1,
      latency: BROWSER_LATENCY,
      isLive: true,
      startsAt: null,
    });
    this.socket.send(JSON.stringify({ type: 'ready' }));
  }

  private admit(token: string | undefined): void {
    const { scopes, revoked } = token === undefined ? this.caller : this.grantFor(token);
    if (!scopes.includes(NEEDED_SCOPE)) {
      throw new ProtocolError(CLOSE_CODES.tokenRefused, `a token with the scope "${NEEDED_SCOPE}" is needed`);
    }
    const revoke = () => this.refuse(new ProtocolError(CLOSE_CODES.tokenRevoked, 'the token was revoked'));
    revoked?.addEventListener('abort', revoke);
    this.forgetToken = () => revoked?.removeEventListener('abort', revoke);
  }

  private grantFor(token: string): Grant {
    try {
      return this.door.admit(token, this.caller);
    } catch (error) {
      throw new ProtocolError(CLOSE_CODES.tokenRefused, error instanceof Error ? error.message : 'refused');
    }
  }

  private hear(bytes: Buffer): void {
    if (!this.limit) throw new ProtocolError(CLOSE_CODES.soundFirst, 'sound came before the hello');
    const samples = parseBlock(bytes);
    this.limit.count(samples.length, (this.clock.now() - this.beganAt) / 1000);
    this.sink.write(samples);
  }

  private refuse(error: ProtocolError): void {
    if (this.isClosed) return;
    this.listener.refused(error.message);
    this.close(error.code, error.message);
  }

  private hasClosed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.helloTooLate();
    this.forgetToken();
    this.listener.ended();
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import type {
  Caller,
  Clock,
  Grant,
  Milliseconds,
  RequestDoor,
  Scope,
  Undo,
} from '../../../core/plugin/index.js';
import { PageClock } from './page-clock.js';

const NEEDED_SCOPE: Scope = 'control';
const DEVICE_WITHIN: Milliseconds = 5000;
/** Six strings that bend, through a fast device, send about 1,200. */
const MOST_PER_SECOND = 5000;

/** As on the bridge's own WebSocket. */
export const CLOSE_CODES = {
  wrongData: 4005,
  deviceFirst: 4006,
  tokenRefused: 4009,
  replaced: 4011,
  tooLate: 4020,
  tooMuch: 4022,
  tokenRevoked: 4023,
} as const;

/** What a page says: the device it listens to (`null`: none is there), or bytes with the time of its own clock. */
const pageMessage = z.union([
  z.object({ device: z.string().max(120).nullable(), token: z.string().max(200).optional() }),
  z.object({ t: z.number().finite(), data: z.array(z.int().min(0).max(255)).min(1).max(1024) }),
]);

export interface PageListener {
  /** The page may speak, and names its device; again whenever the device changes. */
  device(name: string | null): void;
  write(bytes: number[], time: Milliseconds): void;
  ended(): void;
}

/** One page's connection: a device, then its bytes. */
export class PageMidi {
  private readonly pageClock = new PageClock();
  private readonly tooLate: Undo;
  private forgetToken: Undo = () => {};
  private isAdmitted = false;
  private isClosed = false;
  private second = 0;
  private count = 0;

  constructor(
    private readonly socket: WebSocket,
    private readonly caller: Caller,
    private readonly door: RequestDoor,
    private readonly clock: Clock,
    private readonly listener: PageListener,
  ) {
    this.tooLate = clock.after(DEVICE_WITHIN, () => this.close(CLOSE_CODES.tooLate, 'no device was named'));
    socket.on('message', (data) => this.receive(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.hasClosed());
  }

  close(code: number, reason: string): void {
    this.hasClosed();
    this.socket.close(code, reason.slice(0, 120));
  }

  private receive(data: RawData) {
    if (this.isClosed) return;
    if (this.isTooMuch())
      return this.close(CLOSE_CODES.tooMuch, `more than ${MOST_PER_SECOND} messages a second`);
    const { data: message } = pageMessage.safeParse(parsed(data));
    if (!message) this.close(CLOSE_CODES.wrongData, 'expected {"device"} or {"t","data"}');
    else if ('device' in message) this.follow(message.device, message.token);
    else if (!this.isAdmitted) this.close(CLOSE_CODES.deviceFirst, 'a device must be named first');
    else this.listener.write(message.data, this.pageClock.ours(message.t, this.clock.now()));
  }

  private follow(device: string | null, token: string | undefined): void {
    if (this.isAdmitted || this.admit(token)) this.listener.device(device);
  }

  private admit(token: string | undefined): boolean {
    const grant = this.grantFor(token);
    if (!grant?.scopes.includes(NEEDED_SCOPE)) {
      this.close(CLOSE_CODES.tokenRefused, `a token with the scope "${NEEDED_SCOPE}" is needed`);
      return false;
    }
    this.tooLate();
    this.isAdmitted = true;
    const revoke = () => this.close(CLOSE_CODES.tokenRevoked, 'the token was revoked');
    grant.revoked?.addEventListener('abort', revoke);
    this.forgetToken = () => grant.revoked?.removeEventListener('abort', revoke);
    return true;
  }

  private grantFor(token: string | undefined): Grant | null {
    try {
      return token === undefined ? this.caller : this.door.admit(token, this.caller);
    } catch {
      return null;
    }
  }

  private isTooMuch(): boolean {
    const now = Math.floor(this.clock.now() / 1000);
    this.count = now === this.second ? this.count + 1 : 1;
    this.second = now;
    return this.count > MOST_PER_SECOND;
  }

  private hasClosed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.tooLate();
    this.forgetToken();
    this.listener.ended();
  }
}

function parsed(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}

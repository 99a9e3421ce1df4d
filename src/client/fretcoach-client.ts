import type { MethodName, MethodParams, MethodResult } from '../core/wire/index.js';
import { BridgeListener, type Message } from './bridge-listener.js';
import { PendingRequests } from './pending-requests.js';
import { socketConstructor, tokenOfPage, usualAddress } from './sockets.js';
import type { ClientOptions } from './types.js';

/** Stays connected to a bridge, through restarts of either side, until it is closed. */
export class FretCoachClient extends BridgeListener {
  private readonly pending = new PendingRequests();

  constructor({ url, token, client = 'fretcoach/client', WebSocket }: ClientOptions = {}) {
    super({
      url: url ?? usualAddress(),
      token: token ?? tokenOfPage(),
      client,
      WebSocket: WebSocket ?? socketConstructor(),
    });
  }

  /**
   * Calls a method of the bridge, such as `session.start`; waits for the connection if need be.
   * Rejects with RequestFailed, or with an Error when no answer came within 10 s or the connection broke.
   */
  request<Name extends MethodName>(method: Name, params?: MethodParams<Name>): Promise<MethodResult<Name>> {
    if (this.state === 'closed') return Promise.reject(new Error('The client is closed.'));
    return this.pending.ask(this.nextId++, method, params, (text) => {
      if (this.isReady) this.send(text);
    });
  }

  protected override greeted(): void {
    for (const text of this.pending.texts) this.send(text);
  }

  protected override interrupted(): void {
    this.pending.rejectAll(
      this.state === 'closed'
        ? 'The client is closed.'
        : 'The connection broke; whether the request was carried out is not known.',
    );
  }

  protected override answer(result: Message<'result'>): void {
    if (!this.pending.answer(result)) super.answer(result);
  }
}

/** Connects, and stays connected until it is closed. */
export function connect(options: ClientOptions = {}): FretCoachClient {
  return new FretCoachClient(options);
}

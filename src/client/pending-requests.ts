import type { Result } from '../core/wire/index.js';
import { RequestFailed } from './types.js';

const TIMEOUT = 10_000;

interface Pending {
  readonly message: object;
  readonly resolve: (data: never) => void;
  readonly reject: (error: Error) => void;
  readonly timeout: ReturnType<typeof setTimeout>;
}

/** Requests that wait for their answers. */
export class PendingRequests {
  private readonly byId = new Map<number, Pending>();

  /** @param whyUnanswered what to say of a method that got no answer in time. */
  constructor(private readonly whyUnanswered: (method: string) => string) {}

  /** @param send takes the message; it may have to wait for the connection. */
  ask<Data>(id: number, method: string, params: unknown, send: (message: object) => void): Promise<Data> {
    return new Promise((resolve, reject) => {
      const message = { type: 'request', id, method, params };
      const giveUp = () => this.take(id)?.reject(new Error(this.whyUnanswered(method)));
      const timeout = setTimeout(giveUp, TIMEOUT);
      this.byId.set(id, { message, resolve, reject, timeout });
      send(message);
    });
  }

  /** What was asked before the connection was there. */
  get messages(): object[] {
    return [...this.byId.values()].map(({ message }) => message);
  }

  /** False when nobody waits for this answer. */
  answer(result: Result): boolean {
    const pending = this.take(Number(result.id));
    if (result.ok) pending?.resolve(result.data as never);
    else pending?.reject(new RequestFailed(result.error));
    return pending !== undefined;
  }

  rejectAll(message: string): void {
    for (const id of [...this.byId.keys()]) this.take(id)?.reject(new Error(message));
  }

  private take(id: number): Pending | undefined {
    const pending = this.byId.get(id);
    clearTimeout(pending?.timeout);
    this.byId.delete(id);
    return pending;
  }
}

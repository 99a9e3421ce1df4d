import { heardError, type ToldError, toldError } from './told-error.js';

/** What goes from one process to the other, by structured clone. */
export type Packet =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ToldError }
  | { readonly kind: 'tell'; readonly name: string; readonly args: readonly unknown[] };

// biome-ignore lint/suspicious/noExplicitAny: each name has its own arguments; both ends are ours
export type Handlers = Readonly<Record<string, (...args: any[]) => unknown>>;

interface Waiter {
  resolve(value: never): void;
  reject(error: unknown): void;
}

/** Calls and news between the bridge and the process of a plugin; the same at both ends. */
export class Talk {
  private readonly waiting = new Map<number, Waiter>();
  private calls = 0;
  private ended: Error | null = null;

  constructor(
    private readonly send: (packet: Packet) => void,
    private readonly handlers: Handlers,
  ) {}

  /** Rejects with the other side's error. */
  call<Result>(name: string, ...args: unknown[]): Promise<Result> {
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.send({ kind: 'call', id, name, args });
    });
  }

  /** Nobody waits for an answer. */
  tell(name: string, ...args: unknown[]): void {
    this.send({ kind: 'tell', name, args });
  }

  hear(packet: Packet): void {
    if (packet.kind === 'call') void this.answer(packet.id, packet.name, packet.args);
    else if (packet.kind === 'tell') this.handlers[packet.name]?.(...packet.args);
    else this.settle(packet);
  }

  /** The other side is gone. */
  end(error: Error): void {
    this.ended = error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }

  private async answer(id: number, name: string, args: readonly unknown[]): Promise<void> {
    try {
      this.send({ kind: 'result', id, value: await this.handlers[name]?.(...args) });
    } catch (error) {
      this.send({ kind: 'failure', id, error: toldError(error) });
    }
  }

  private settle(packet: Extract<Packet, { kind: 'result' | 'failure' }>): void {
    const waiter = this.waiting.get(packet.id);
    this.waiting.delete(packet.id);
    if (packet.kind === 'result') waiter?.resolve(packet.value as never);
    else waiter?.reject(heardError(packet.error));
  }
}

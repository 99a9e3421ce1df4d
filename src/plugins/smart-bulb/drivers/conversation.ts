import type { Clock, Milliseconds, Undo } from '../../../core/plugin/index.js';

interface Question<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  cancel: Undo;
}

/** The way to a lamp. */
export interface Line {
  send(packet: string | Uint8Array): void;
  close(): void;
}

/** Questions to one lamp, each waiting for its answer until the lamp counts as lost. */
export abstract class Conversation<Answer> {
  private readonly open = new Map<number, Question<Answer>>();
  protected line: Line | null = null;
  /** A packet is sent once for each of these waits for its answer. */
  protected abstract readonly waits: readonly Milliseconds[];

  constructor(
    private readonly clock: Clock,
    protected readonly lost: (cause?: unknown) => Error,
  ) {}

  /** `id` comes back with the answer, by `settle`. */
  ask(id: number, packet: string | Uint8Array): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject, cancel: () => {} });
      this.send(id, packet, this.waits);
    });
  }

  /** The answer to the question with this id; without an id, to the oldest one. */
  settle(id: number | undefined, answer: Answer): void {
    this.take(id ?? [...this.open.keys()][0])?.resolve(answer);
  }

  close(reason: Error): void {
    this.line?.close();
    this.line = null;
    this.failAll(reason);
  }

  protected failAll(error: Error): void {
    for (const id of [...this.open.keys()]) this.fail(id, error);
  }

  private send(id: number, packet: string | Uint8Array, [wait, ...waits]: readonly Milliseconds[]): void {
    const question = this.open.get(id);
    if (!question) return;
    if (wait === undefined || !this.line) this.fail(id, this.lost());
    else {
      this.line.send(packet);
      question.cancel = this.clock.after(wait, () => this.send(id, packet, waits));
    }
  }

  private take(id: number | undefined): Question<Answer> | undefined {
    const question = id === undefined ? undefined : this.open.get(id);
    if (id !== undefined) this.open.delete(id);
    question?.cancel();
    return question;
  }

  private fail(id: number, error: Error): void {
    this.take(id)?.reject(error);
  }
}

import { createSocket, type Socket } from 'node:dgram';
import type { Clock, Milliseconds, Undo } from '../../../core/plugin/index.js';

/** A packet is sent once for each of these waits for its answer: UDP loses packets. */
const WAITS: readonly Milliseconds[] = [750, 1_500, 750];

interface Question<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  cancel: Undo;
}

/** Questions to one lamp over UDP, each asked again until it is answered or the lamp counts as lost. */
export class UdpConversation<Answer> {
  private socket: Socket | null = null;
  private readonly open = new Map<number, Question<Answer>>();

  constructor(
    private readonly clock: Clock,
    private readonly lost: (cause?: unknown) => Error,
  ) {}

  /** Resolves when packets can be sent; only the lamp's own packets are received. */
  async connect(host: string, port: number, receive: (packet: Buffer) => void): Promise<void> {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    this.socket = socket;
    socket.on('message', receive);
    socket.on('error', (cause) => this.failAll(this.lost(cause)));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (cause) => reject(this.lost(cause)));
      socket.once('close', () => reject(this.lost()));
      socket.connect(port, host);
    });
  }

  /** `id` comes back with the answer, by `settle`. */
  ask(id: number, packet: string | Uint8Array): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.open.set(id, { resolve, reject, cancel: () => {} });
      this.send(id, packet, WAITS);
    });
  }

  /** The answer to the question with this id; without an id, to the oldest one. */
  settle(id: number | undefined, answer: Answer): void {
    this.take(id ?? [...this.open.keys()][0])?.resolve(answer);
  }

  close(reason: Error): void {
    this.socket?.close();
    this.socket = null;
    this.failAll(reason);
  }

  private send(id: number, packet: string | Uint8Array, [wait, ...waits]: readonly Milliseconds[]): void {
    const question = this.open.get(id);
    if (!question) return;
    if (wait === undefined || !this.socket) this.fail(id, this.lost());
    else {
      this.socket.send(packet);
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

  private failAll(error: Error): void {
    for (const id of [...this.open.keys()]) this.fail(id, error);
  }
}

import { connect as openSocket } from 'node:net';
import { Conversation } from './conversation.js';

/** Over TCP, which loses nothing: each question is asked once and waits 3 s. */
export class TcpConversation<Answer> extends Conversation<Answer> {
  protected readonly waits = [3_000];

  /** Resolves when packets can be sent. A connection that ends is a lamp that is lost. */
  async connect(host: string, port: number, receive: (chunk: Buffer) => void): Promise<void> {
    const socket = openSocket({ host, port, noDelay: true, timeout: 0 });
    this.line = { send: (packet) => socket.write(packet), close: () => socket.destroy() };
    socket.on('data', receive);
    socket.on('error', (cause) => this.end(cause));
    socket.on('close', () => this.end());
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (cause) => reject(this.lost(cause)));
      socket.once('close', () => reject(this.lost()));
    });
  }

  private end(cause?: unknown): void {
    this.line = null;
    this.failAll(this.lost(cause));
  }
}

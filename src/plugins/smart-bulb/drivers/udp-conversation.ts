import { createSocket } from 'node:dgram';
import { Conversation } from './conversation.js';

/** Over UDP, which loses packets: each question is asked again. */
export class UdpConversation<Answer> extends Conversation<Answer> {
  protected readonly waits = [750, 1_500, 750];

  /** Resolves when packets can be sent; only the lamp's own packets are received. */
  async connect(host: string, port: number, receive: (packet: Buffer) => void): Promise<void> {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    this.line = { send: (packet) => socket.send(packet), close: () => socket.close() };
    socket.on('message', receive);
    socket.on('error', (cause) => this.failAll(this.lost(cause)));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', (cause) => reject(this.lost(cause)));
      socket.once('close', () => reject(this.lost()));
      socket.connect(port, host);
    });
  }
}

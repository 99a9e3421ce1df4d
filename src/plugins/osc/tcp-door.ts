import { createServer, type Server, type Socket } from 'node:net';
import { DeviceError, messageOf } from '../../core/plugin/index.js';
import { FrameReader, type Framing, framed } from './osc-framing.js';

const MOST_CONNECTIONS = 16;
/** A peer that does not read its answers gets no more of them. */
const MOST_UNREAD = 65_536;

export interface TcpVisitor {
  readonly address: string;
  answer(packet: Uint8Array): void;
}

/** Takes OSC over TCP, in either framing; each peer is answered in its own. */
export class TcpDoor {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly isWelcome: (address: string) => boolean,
    private readonly receive: (packet: Uint8Array, from: TcpVisitor) => void,
    private readonly fault: (what: string) => void,
  ) {
    this.server = createServer((socket) => this.admit(socket));
    this.server.maxConnections = MOST_CONNECTIONS;
  }

  /** Resolves with the bound port. @throws DeviceError when another program holds it. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (cause) => reject(taken(host, port, cause)));
      this.server.listen(port, host, () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private admit(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    if (!this.isWelcome(address)) {
      this.fault(`refused ${address}`);
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    this.hear(socket, address);
  }

  private hear(socket: Socket, address: string): void {
    const reader = new FrameReader();
    let framing: Framing = 'length';
    const answer = (packet: Uint8Array) => {
      if (socket.writableLength < MOST_UNREAD) socket.write(framed(packet, framing));
    };
    socket.once('data', (chunk) => {
      framing = chunk[0] === 0xc0 ? 'slip' : 'length';
    });
    socket.on('data', (chunk) => {
      try {
        for (const packet of reader.read(chunk)) this.receive(packet, { address, answer });
      } catch (error) {
        this.fault(messageOf(error));
        socket.destroy();
      }
    });
  }
}

/** IPv4 peers of a socket that also speaks IPv6. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:/, '');
}

function taken(host: string, port: number, cause: NodeJS.ErrnoException): DeviceError {
  const what =
    cause.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${cause.code})`;
  const hint = 'Choose another port in the configuration, or close the other program.';
  return new DeviceError('busy', `TCP port ${host}:${port} ${what}.`, hint, { cause });
}

import { createSocket, type Socket } from 'node:dgram';
import { DeviceError } from '../errors.js';
import type { UdpPeer, UdpPort, UdpPorts } from '../plugin/plugin-context.js';

type Receive = (packet: Uint8Array, from: UdpPeer) => void;

interface Shared {
  readonly socket: Socket;
  readonly listeners: Set<Receive>;
  readonly bound: Promise<number>;
}

/** One socket an address and port, however many plugins listen there; it closes with its last listener. */
export class SharedUdpPorts implements UdpPorts {
  private readonly sharedByAddress = new Map<string, Shared>();

  async listen(
    address: { readonly host: string; readonly port: number },
    receive: Receive,
  ): Promise<UdpPort> {
    const key = `${address.host}:${address.port}`;
    const shared = (address.port && this.sharedByAddress.get(key)) || this.open(key, address);
    const listener: Receive = (packet, from) => receive(packet, from);
    shared.listeners.add(listener);
    const close = () => this.leave(key, shared, listener);
    try {
      const port = await shared.bound;
      return { port, close, send: (packet, to) => send(shared, packet, to) };
    } catch (cause) {
      close();
      throw busy(key, cause);
    }
  }

  private open(key: string, { host, port }: { readonly host: string; readonly port: number }): Shared {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const listeners = new Set<Receive>();
    socket.on('message', (packet, from) => {
      for (const listener of listeners) listener(packet, from);
    });
    const bound = new Promise<number>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host, () => {
        socket.off('error', reject);
        // Later errors are about single datagrams, such as an unreachable peer.
        socket.on('error', () => {});
        resolve(socket.address().port);
      });
    });
    const shared = { socket, listeners, bound };
    if (port) this.sharedByAddress.set(key, shared);
    return shared;
  }

  private leave(key: string, shared: Shared, listener: Receive): void {
    if (!shared.listeners.delete(listener) || shared.listeners.size > 0) return;
    if (this.sharedByAddress.get(key) === shared) this.sharedByAddress.delete(key);
    shared.socket.close();
  }
}

/** Whoever writes 0 for its own port wants no answer, and there is no way to one. */
function send(shared: Shared, packet: Uint8Array, to: UdpPeer): void {
  if (shared.listeners.size > 0 && to.port > 0) shared.socket.send(packet, to.port, to.address);
}

function busy(key: string, cause: unknown): DeviceError {
  const code = (cause as NodeJS.ErrnoException).code;
  const [reason, what] =
    code === 'EACCES'
      ? (['permission', 'may not be used by this account'] as const)
      : code === 'EADDRINUSE'
        ? (['busy', 'is taken by another program'] as const)
        : (['missing', `cannot be opened (${code})`] as const);
  return new DeviceError(
    reason,
    `UDP port ${key} ${what}.`,
    'Choose another port in the configuration, or close the other program.',
    {
      cause,
    },
  );
}

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Who is told what arrives. */
export interface Listener {
  /** Only what comes from this IPv4 address; from anywhere when left out. */
  readonly from?: string;
  readonly receive: (packet: Buffer, address: string) => void;
  readonly fail: (cause: Error) => void;
}

/** A seat at a shared socket. */
export interface Seat {
  send(packet: string | Uint8Array, port: number, address: string): void;
  leave(): void;
}

interface Shared {
  readonly socket: Socket;
  readonly bound: Promise<unknown>;
  readonly listeners: Set<Listener>;
}

/** By port, as long as somebody listens there. */
const sockets = new Map<number, Shared>();

/** For lamps that all answer to one port of ours: whoever speaks to them takes a seat. Rejects when the port is taken by others. */
export async function sharedUdp(port: number, listener: Listener): Promise<Seat> {
  const shared = sockets.get(port) ?? open(port);
  const { socket, bound, listeners } = shared;
  listeners.add(listener);
  const leave = () => {
    listeners.delete(listener);
    if (listeners.size > 0 || sockets.get(port) !== shared) return;
    sockets.delete(port);
    socket.close();
  };
  await bound.catch((cause) => {
    leave();
    throw cause;
  });
  return { send: (packet, to, address) => socket.send(packet, to, address, () => {}), leave };
}

function open(port: number): Shared {
  const socket = createSocket('udp4');
  const listeners = new Set<Listener>();
  socket.on('message', (packet, { address }) => {
    for (const { from = address, receive } of listeners) if (from === address) receive(packet, address);
  });
  socket.on('error', (cause) => {
    for (const { fail } of listeners) fail(cause);
  });
  const bound = once(socket, 'listening');
  const shared = { socket, bound, listeners };
  sockets.set(port, shared);
  socket.bind(port);
  return shared;
}

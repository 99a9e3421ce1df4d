import { connect, type Socket } from 'node:net';
import type { Clock, Milliseconds, UdpPort, Undo } from '../../core/plugin/index.js';
import { type Framing, framed } from './osc-framing.js';

const FIRST_RETRY: Milliseconds = 500;
const LAST_RETRY: Milliseconds = 10_000;
/** A reader so far behind hears the newest things later, or never: what comes meanwhile is dropped. */
const MOST_UNREAD = 262_144;

/** The way to one target. */
export interface PacketLine {
  readonly name: string;
  readonly isUp: boolean;
  /** False when the packet was dropped. */
  send(packet: Uint8Array): boolean;
  close(): void;
}

export function udpLine(port: UdpPort, to: { readonly host: string; readonly port: number }): PacketLine {
  const peer = { address: to.host, port: to.port };
  const send = (packet: Uint8Array) => {
    port.send(packet, peer);
    return true;
  };
  return { name: `${to.host}:${to.port}`, isUp: true, send, close: () => {} };
}

/** A connection that is made again when it is lost. */
export class TcpLine implements PacketLine {
  readonly name: string;
  private socket: Socket | null = null;
  private retry = FIRST_RETRY;
  private undoRetry: Undo = () => {};
  private isClosed = false;
  isUp = false;

  constructor(
    private readonly to: { readonly host: string; readonly port: number },
    private readonly framing: Framing,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {
    this.name = `${to.host}:${to.port} (TCP)`;
    this.connect();
  }

  send(packet: Uint8Array): boolean {
    if (!this.socket || !this.isUp || this.socket.writableLength > MOST_UNREAD) return false;
    this.socket.write(framed(packet, this.framing));
    return true;
  }

  close(): void {
    this.isClosed = true;
    this.undoRetry();
    this.socket?.end();
    this.socket?.unref();
  }

  private connect(): void {
    const socket = connect({ ...this.to, noDelay: true });
    this.socket = socket;
    socket.on('connect', () => {
      this.retry = FIRST_RETRY;
      this.turn(true);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.lost());
    socket.resume();
  }

  private lost(): void {
    if (this.isClosed) return;
    this.turn(false);
    this.undoRetry = this.clock.after(this.retry, () => this.connect());
    this.retry = Math.min(LAST_RETRY, this.retry * 2);
  }

  private turn(isUp: boolean): void {
    if (this.isUp === isUp) return;
    this.isUp = isUp;
    if (!this.isClosed) this.changed();
  }
}

import { createSocket, type RemoteInfo } from 'node:dgram';

/** A lamp on loopback that is spoken to over UDP, as forgetful as UDP when told to be; what it says is up to `hear`. */
export abstract class FakeUdpLamp {
  /** As they arrived. */
  readonly packets: string[] = [];
  /** How many of the next packets get lost. */
  lose = 0;
  protected readonly encoding: BufferEncoding = 'utf8';
  private readonly socket = createSocket('udp4');

  protected abstract hear(packet: Buffer, from: RemoteInfo): void;

  async open(address = '127.0.0.1'): Promise<this> {
    this.socket.on('message', (packet, from) => {
      this.packets.push(packet.toString(this.encoding));
      if (this.lose > 0) this.lose -= 1;
      else this.hear(packet, from);
    });
    await new Promise<void>((resolve) => this.socket.bind(0, address, resolve));
    return this;
  }

  get port(): number {
    return this.socket.address().port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  protected say(packet: string | Buffer, port: number, address: string): void {
    this.socket.send(packet, port, address);
  }
}

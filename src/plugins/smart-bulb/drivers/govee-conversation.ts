import { lookup } from 'node:dns/promises';
import { DeviceError } from '../../../core/plugin/index.js';
import { GOVEE_REPLY_PORT } from './govee-packet.js';
import { sharedUdp } from './shared-udp.js';
import { UdpConversation } from './udp-conversation.js';

/** With one Govee lamp, over the socket that all of them answer to. */
export class GoveeConversation<Answer> extends UdpConversation<Answer> {
  private isClosed = false;

  /** @throws DeviceError `busy` when another program holds the port of the answers. */
  override async connect(
    host: string,
    port: number,
    receive: (packet: Buffer) => void,
    replyPort = GOVEE_REPLY_PORT,
  ): Promise<void> {
    const { address } = await lookup(host, 4).catch((cause) => {
      throw this.lost(cause);
    });
    const fail = (cause: Error) => this.failAll(this.lost(cause));
    const seat = await sharedUdp(replyPort, { from: address, receive, fail }).catch((cause) => {
      throw portTaken(replyPort, cause);
    });
    this.line = { send: (packet) => seat.send(packet, port, address), close: seat.leave };
    if (this.isClosed) this.close(this.lost());
  }

  /** Says what nobody answers to. */
  tell(packet: string): void {
    if (!this.line) throw this.lost();
    this.line.send(packet);
  }

  override close(reason: Error): void {
    this.isClosed = true;
    super.close(reason);
  }
}

function portTaken(port: number, cause: unknown): DeviceError {
  const hint = 'End the other program here that speaks to Govee lamps: all of them answer to this one port.';
  return new DeviceError('busy', `UDP port ${port} cannot be listened to.`, hint, { cause });
}

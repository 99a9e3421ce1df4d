import type { Nearby } from '../../../core/plugin/index.js';
import { GOVEE_REPLY_PORT, goveeAnswer, goveePacket } from '../drivers/govee-packet.js';
import { sharedUdp } from '../drivers/shared-udp.js';

/** Where Govee lamps listen, and where they answer to. */
export interface GoveeSurroundings {
  readonly port: number;
  readonly address: string;
  readonly replyPort: number;
}

/** The group that lamps join when they may be spoken to. */
export const GOVEE_SURROUNDINGS: GoveeSurroundings = {
  port: 4_001,
  address: '239.255.255.250',
  replyPort: GOVEE_REPLY_PORT,
};

/** Calls once for Govee lamps, and tells of those that answer until taken back. */
export async function scanForGovee(
  { port, address, replyPort }: GoveeSurroundings,
  found: (lamp: Nearby) => void,
): Promise<() => void> {
  const receive = (packet: Buffer, host: string) => {
    const { sku } = goveeAnswer<{ sku: unknown }>(packet, 'scan') ?? {};
    if (typeof sku === 'string' && /^[0-9a-z]{1,12}$/i.test(sku))
      found({ name: `Govee ${sku} at ${host}`, config: { driver: 'govee', host } });
  };
  const seat = await sharedUdp(replyPort, { receive, fail: () => {} });
  seat.send(goveePacket('scan', { account_topic: 'reserve' }), port, address);
  return seat.leave;
}

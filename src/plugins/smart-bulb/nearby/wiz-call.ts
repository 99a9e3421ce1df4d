import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { Nearby } from '../../../core/plugin/index.js';
import { jsonFrom } from '../json-from.js';

const WIZ_PORT = 38_899;
/** Every bulb on the network tells its state, and so where it is. */
const CALL = JSON.stringify({ method: 'getPilot', params: {} });

/** Where WiZ bulbs may be. */
export interface WizSurroundings {
  readonly port: number;
  readonly addresses: readonly string[];
}

export function wizSurroundings(): WizSurroundings {
  return { port: WIZ_PORT, addresses: broadcastAddresses() };
}

/** Calls once for WiZ bulbs, and tells of those that answer until taken back. */
export async function callWiz(
  { port, addresses }: WizSurroundings,
  found: (lamp: Nearby) => void,
): Promise<() => void> {
  const socket = createSocket('udp4');
  socket.on('error', () => {}); // A network that takes no broadcast has no bulbs for us.
  socket.on('message', (packet, { address }) => {
    const mac = macOf(packet);
    if (mac) found({ name: `WiZ ${mac.slice(-6)} at ${address}`, config: { driver: 'wiz', host: address } });
  });
  await new Promise<void>((resolve) => socket.bind(0, resolve));
  socket.setBroadcast(true);
  for (const address of addresses) socket.send(CALL, port, address, () => {});
  return () => socket.close();
}

/** Anything may come in over UDP; only what answers as a bulb does counts. */
function macOf(packet: Buffer): string | null {
  const mac = jsonFrom<{ readonly result?: { readonly mac?: unknown } }>(packet)?.result?.mac;
  return typeof mac === 'string' && /^[0-9a-f]{12}$/i.test(mac) ? mac : null;
}

/** One for each network this machine is in: the address whose host part is all ones. */
function broadcastAddresses(): readonly string[] {
  const bytes = (address: string) => address.split('.').map(Number);
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address, netmask }) => {
      const mask = bytes(netmask);
      return bytes(address)
        .map((byte, at) => byte | (~(mask[at] ?? 255) & 255))
        .join('.');
    });
}

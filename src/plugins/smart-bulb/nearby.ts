import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { Clock, Milliseconds, Nearby } from '../../core/plugin/index.js';
import { withDeadline } from './deadline.js';
import { hueLampsBehind } from './hue-pairing.js';
import { jsonFrom } from './json-from.js';

const LOOK_FOR: Milliseconds = 2_000;
/** A bridge that was found late still gets to tell its lamps. */
const PAIR_LIMIT: Milliseconds = 2_000;
const WIZ_PORT = 38_899;
/** Every bulb on the network tells its state, and so where it is. */
const WIZ_CALL = JSON.stringify({ method: 'getPilot', params: {} });
/** More lamps than anybody has: whoever answers without end is not listened to. */
const MOST = 64;

/** Where to call for WiZ bulbs, and how mDNS is browsed; tests bring their own. */
export interface Surroundings {
  readonly port: number;
  readonly addresses: readonly string[];
  readonly browse: Browse;
}

/** What tells of itself by mDNS. */
export interface Announced {
  readonly type: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** Tells of everything of these types until taken back. */
export type Browse = (types: readonly string[], found: (device: Announced) => void) => Promise<() => void>;

/**
 * Looks for WLED and Hue bridges by mDNS (`_wled._tcp`, `_hue._tcp`) and for WiZ bulbs by a broadcast. What cannot
 * look finds nothing.
 */
export async function lampsNearby(
  clock: Clock,
  { port, addresses, browse }: Surroundings = {
    port: WIZ_PORT,
    addresses: broadcastAddresses(),
    browse: browseMdns,
  },
): Promise<readonly Nearby[]> {
  const found = new Map<string, Nearby>();
  const note = (lamp: Nearby) => {
    if (found.size < MOST) found.set(JSON.stringify(lamp.config), lamp);
  };
  const pairings: Promise<void>[] = [];
  const meet = (device: Announced) => {
    if (device.type === 'wled') note(wledFrom(device));
    else if (pairings.length < MOST) pairings.push(meetHue(device, clock, note));
  };
  const ends = await Promise.all([
    browse(['wled', 'hue'], meet).catch(() => () => {}),
    callWiz(addresses, port, note),
  ]);
  await new Promise<void>((resolve) => clock.after(LOOK_FOR, resolve));
  for (const end of ends) end();
  const tooLong = () => new Error('a bridge did not answer in time');
  await withDeadline(clock, PAIR_LIMIT, Promise.all(pairings), tooLong).catch(() => {});
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

async function meetHue(
  { host, port }: Announced,
  clock: Clock,
  found: (lamp: Nearby) => void,
): Promise<void> {
  const lamps = await hueLampsBehind(host, port, clock).catch(() => []);
  for (const lamp of lamps) found(lamp);
}

function wledFrom({ name, host, port }: Announced): Nearby {
  return { name: `${name} at ${host}`, config: { driver: 'wled', host, ...(port === 80 ? {} : { port }) } };
}

async function callWiz(
  addresses: readonly string[],
  port: number,
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
  for (const address of addresses) socket.send(WIZ_CALL, port, address, () => {});
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

const browseMdns: Browse = async (types, found) => {
  const { Bonjour } = await import('bonjour-service');
  const bonjour = new Bonjour({}, () => {}); // Without a network nobody answers.
  const browsers = types.map((type) =>
    bonjour.find({ type }, ({ name, port, addresses = [] }) => {
      const host = addresses.find((address) => !address.includes(':'));
      if (host) found({ type, name, host, port });
    }),
  );
  return () => {
    for (const browser of browsers) browser.stop();
    bonjour.destroy();
  };
};

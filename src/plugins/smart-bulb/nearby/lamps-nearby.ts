import type { Clock, Milliseconds, Nearby } from '../../../core/plugin/index.js';
import { withDeadline } from '../deadline.js';
import { GOVEE_SURROUNDINGS, type GoveeSurroundings, scanForGovee } from './govee-scan.js';
import { hueLampsBehind } from './hue-pairing.js';
import { type Announced, type Browse, browseMdns } from './mdns.js';
import { callWiz, type WizSurroundings, wizSurroundings } from './wiz-call.js';

const LOOK_FOR: Milliseconds = 2_000;
/** A bridge that was found late still gets to tell its lamps. */
const PAIR_LIMIT: Milliseconds = 2_000;
/** More lamps than anybody has: whoever answers without end is not listened to. */
const MOST = 64;

/** Where to look; tests bring their own. */
export interface Surroundings {
  readonly wiz: WizSurroundings;
  readonly govee: GoveeSurroundings;
  readonly browse: Browse;
}

/**
 * Looks for WLED and Hue bridges by mDNS (`_wled._tcp`, `_hue._tcp`), for WiZ bulbs by a broadcast and for Govee lamps
 * by a multicast. What cannot look finds nothing.
 */
export async function lampsNearby(
  clock: Clock,
  { wiz, govee, browse }: Surroundings = {
    wiz: wizSurroundings(),
    govee: GOVEE_SURROUNDINGS,
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
  const looks = [browse(['wled', 'hue'], meet), callWiz(wiz, note), scanForGovee(govee, note)];
  const ends = await Promise.all(looks.map((look) => look.catch(() => () => {})));
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

import { messageOf } from '../errors.js';
import type { Clock } from '../plugin/clock.js';
import type { InputPlugin } from '../plugin/input-plugin.js';
import type { DeviceList } from '../plugin/plugin-directory.js';
import { within } from './within.js';

const LIMIT = 3_000;

/** What each technology finds on this machine; a technology that cannot look says why. */
export async function deviceLists(
  kinds: ReadonlyMap<string, InputPlugin<never>>,
  clock: Clock,
): Promise<Readonly<Record<string, DeviceList>>> {
  const lists = [...kinds].map(async ([use, plugin]) => [use, await listOf(plugin, clock)] as const);
  const found = await Promise.all(lists);
  return Object.fromEntries(found.flatMap(([use, list]) => (list ? [[use, list]] : [])));
}

async function listOf(plugin: InputPlugin<never>, clock: Clock): Promise<DeviceList | null> {
  if (!plugin.devices) return null;
  try {
    return await within(clock, LIMIT, plugin.devices(), () => new Error('the search took longer than 3 s'));
  } catch (error) {
    const why = messageOf(error);
    return {
      devices: [],
      reason: `Devices cannot be listed: ${why}.`,
      hint: '`fretcoach doctor` says what is missing.',
    };
  }
}

import { BUILT_IN_PLUGINS } from '../built-in-plugins.js';
import { deviceLists } from '../core/host/device-lists.js';
import type { DeviceList } from '../core/plugin/plugin-directory.js';
import { SystemClock } from '../core/system/system-clock.js';
import { readArguments } from './arguments.js';
import { type Command, EXIT } from './command.js';
import { columns } from './help.js';
import { wrap } from './wrap.js';

const options = {
  json: { help: 'Print JSON' },
} as const;

export const devices: Command = {
  name: 'devices',
  summary: 'List what can be listened to',
  operands: '',
  options,
  details: ['What stands first is what to write into the configuration, as "device" or "port".'],
  run: async (args, io) => {
    const { values } = readArguments(args, options);
    const lists = await allDevices();
    const described = Object.entries(lists).map(([use, list]) => describe(use, list));
    io.out(values.json ? JSON.stringify(lists, null, 2) : wrap(described.join('\n\n'), io.width));
    return EXIT.ok;
  },
};

/** By technology; each answers within 3 s, or says why not. */
async function allDevices(): Promise<Readonly<Record<string, DeviceList>>> {
  const lists = Object.keys(BUILT_IN_PLUGINS).map(async (use) => [use, await devicesOf(use)] as const);
  return Object.fromEntries((await Promise.all(lists)).flatMap(([use, list]) => (list ? [[use, list]] : [])));
}

/** `null` for a technology that lists none. */
export async function devicesOf(use: string): Promise<DeviceList | null> {
  const module = await BUILT_IN_PLUGINS[use]?.();
  if (!module?.input) return null;
  const lists = await deviceLists(new Map([[use, module.input]]), new SystemClock());
  return lists[use] ?? null;
}

function describe(use: string, { devices: found, reason, hint }: DeviceList): string {
  const rows = columns(
    found.map(({ id, name, isDefault }) => [id, `${name}${isDefault ? ' (default)' : ''}`]),
  );
  const why = [reason, hint].filter((text) => text !== null).map((text) => `  ${text}`);
  return [`${use}:`, ...rows, ...why].join('\n');
}

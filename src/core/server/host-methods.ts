import type { DeviceList, PluginDirectory } from '../plugin/plugin-directory.js';
import { type DeviceListData, PROTOCOL_RANGE, pluginToWire } from '../wire/index.js';
import { type MethodRunners, wholePage } from './method-runners.js';

/** What is plugged in, and who answers. */
export function hostMethods(directory: PluginDirectory, version: string): MethodRunners {
  return {
    'plugins.list': () => wholePage(directory.statuses().map(pluginToWire)),
    'plugins.restart': async ({ id }) => pluginToWire(await directory.restart(id)),
    'devices.list': async () => {
      const lists = Object.entries(await directory.devices());
      return Object.fromEntries(lists.map(([kind, list]) => [kind, deviceListToWire(list)]));
    },
    'bridge.version': () => ({
      name: 'fretcoach',
      version,
      node: process.version,
      protocol: [...PROTOCOL_RANGE],
    }),
  };
}

/** Reads the configuration again and follows it; says which instances it changed. @throws ConfigError. */
export type Reload = () => Promise<{
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}>;

export function reloadMethods(reload: Reload, directory: PluginDirectory): MethodRunners {
  return {
    'config.reload': async () => {
      const { added, removed, changed } = await reload();
      const plugins = directory.statuses().map(pluginToWire);
      return { success: true, added: [...added], removed: [...removed], changed: [...changed], plugins };
    },
  };
}

function deviceListToWire({ devices, reason, hint }: DeviceList): DeviceListData {
  return {
    devices: devices.map(({ id, name, isDefault }) => ({ id, name, is_default: isDefault })),
    reason,
    hint,
  };
}

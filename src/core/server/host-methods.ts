import type { DeviceList, PluginDirectory, SettingsDesk } from '../plugin/plugin-directory.js';
import type { RecentLog } from '../system/recent-log.js';
import { type DeviceListData, PROTOCOL_RANGE, pluginToWire } from '../wire/index.js';
import { type MethodRunners, wholePage } from './method-runners.js';

/** What is plugged in, and who answers. */
export function hostMethods(directory: PluginDirectory, version: string): MethodRunners {
  return {
    'plugins.list': () => wholePage(directory.statuses().map(pluginToWire)),
    'plugins.restart': async ({ id }) => pluginToWire(await directory.restart(id)),
    'plugins.nearby': async ({ id }) => {
      const { found, reason } = await directory.nearby(id);
      return { found: found.map(({ name, config }) => ({ name, config: { ...config } })), reason };
    },
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

/** What the bridge said of late. */
export function logMethods(log: RecentLog): MethodRunners {
  return {
    'bridge.log': () => wholePage(log.lines.map(({ at, ...line }) => ({ at: at.toISOString(), ...line }))),
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

/** Settings of plugins, changed in the configuration and taken over at once. */
export function settingsMethods(
  desk: SettingsDesk,
  reload: Reload,
  directory: PluginDirectory,
): MethodRunners {
  return {
    'plugins.settings': async ({ id }) => {
      const { schema, config, ...entry } = await desk.read(id);
      return {
        ...entry,
        schema: schema as Record<string, unknown> | null,
        config: config as Record<string, unknown>,
      };
    },
    'plugins.configure': async ({ id, enabled, config }) => {
      await desk.change(id, { enabled, config });
      await reload();
      const status = directory.statuses().find((one) => one.id === id);
      if (!status) throw new Error(`"${id}" is gone after its settings were changed`);
      return pluginToWire(status);
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

import type { InjectionToken } from 'tsyringe';
import type { PluginStatus } from '../events/plugin-status.js';

/** One thing that can be chosen, such as a sound card or a MIDI port. */
export interface Device {
  /** What to write into the configuration. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly isDefault: boolean;
}

/** What one technology finds on this machine. */
export interface DeviceList {
  readonly devices: readonly Device[];
  /** Why there are none, or fewer than expected; `null` when all is well. */
  readonly reason: string | null;
  /** What to do about it. */
  readonly hint: string | null;
}

/** One thing on the network that an output could use. */
export interface Nearby {
  /** What people call it. */
  readonly name: string;
  /** Settings that choose it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** What one instance finds on the network around it. */
export interface NearbyList {
  readonly found: readonly Nearby[];
  /** Why nobody could look; `null` when somebody did. */
  readonly reason: string | null;
}

/** All configured instances, as seen from outside the host. */
export interface PluginDirectory {
  statuses(): readonly PluginStatus[];
  /** @throws PluginError `plugin.not-found`. */
  restart(id: string): Promise<PluginStatus>;
  /** By technology, such as `audio` and `midi`; never rejects. */
  devices(): Promise<Readonly<Record<string, DeviceList>>>;
  /** Looks around for an instance, on the network and for 5 s at most. @throws PluginError `plugin.not-found`. */
  nearby(id: string): Promise<NearbyList>;
}
export const PluginDirectory: InjectionToken<PluginDirectory> = Symbol('PluginDirectory');

/** The settings of one instance, as they are written. */
export interface PluginSettings {
  readonly id: string;
  readonly use: string;
  readonly enabled: boolean;
  /** JSON Schema of `config`; `null` where the plugin does not describe itself. */
  readonly schema: unknown;
  /** Secrets are masked. */
  readonly config: unknown;
}

/** What is left out stays as it is. A masked secret that comes back unchanged stays too. */
export interface PluginSettingsChange {
  readonly enabled?: boolean | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/** Where settings of plugins are read and changed while the bridge runs. */
export interface SettingsDesk {
  /** @throws PluginError `plugin.not-found`. */
  read(id: string): Promise<PluginSettings>;
  /** Checks everything first. @throws ConfigError with every fault, its pointers from `config` on; nothing changes then. */
  change(id: string, change: PluginSettingsChange): Promise<void>;
}

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

/** All configured instances, as seen from outside the host. */
export interface PluginDirectory {
  statuses(): readonly PluginStatus[];
  /** @throws PluginError `plugin.not-found`. */
  restart(id: string): Promise<PluginStatus>;
  /** By technology, such as `audio` and `midi`; never rejects. */
  devices(): Promise<Readonly<Record<string, DeviceList>>>;
}
export const PluginDirectory: InjectionToken<PluginDirectory> = Symbol('PluginDirectory');

import { API_VERSION } from './api-version.js';
import type { PluginPermission } from './permissions.js';
import type { InputContext } from './plugin-context.js';
import type { DeviceList } from './plugin-directory.js';

/** Anything that checks a raw configuration; a zod schema does. `parse` throws with all faults when it cannot be used. */
export interface ConfigSchema<Config> {
  parse(raw: unknown): Config;
  /** What it accepts, as data, for editors and forms; a zod schema tells it by itself. */
  readonly jsonSchema?: Readonly<Record<string, unknown>>;
}

/** One running instance. */
export interface RunningPlugin<Config> {
  /** Opens devices. The host waits 10 s, then gives up and calls `stop`. */
  start(): void | Promise<void>;
  /** Closes everything within 5 s. Welcome at any time: twice, before `start`, during `start`. */
  stop(): void | Promise<void>;
  /** Takes a new, checked configuration without a restart; without this method the host restarts the instance. */
  reconfigure?(config: Config): void | Promise<void>;
}

/** A kind of input, such as `midi`. */
export interface InputPlugin<Config = unknown> {
  readonly kind: 'input';
  /** The version of this interface that it was made for; whatever version there is, when left out. */
  readonly apiVersion?: number;
  /** What it needs beyond what every plugin may; see `PluginPermission`. */
  readonly permissions?: readonly PluginPermission[];
  /** The technology; what `use` names in the configuration. */
  readonly name: string;
  readonly config: ConfigSchema<Config>;
  /** Whether there is anything to do with these settings; always, when left out. Without, the role is left out. */
  isNeeded?(config: Config): boolean | Promise<boolean>;
  /** Prepares and touches nothing: no device, no file, no timer. */
  create(context: InputContext<Config>): RunningPlugin<Config>;
  /** What could be listened to on this machine; answers within 3 s. */
  devices?(): Promise<DeviceList>;
}

/** Declares an input; the types follow from `config`. */
export function defineInput<Config>(plugin: Omit<InputPlugin<Config>, 'kind'>): InputPlugin<Config> {
  return { kind: 'input', apiVersion: API_VERSION, ...plugin };
}

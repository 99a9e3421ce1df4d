import type { FeedbackEvent, Topic } from '../events/feedback-event.js';
import { API_VERSION } from './api-version.js';
import type { Clock } from './clock.js';
import type { ConfigSchema, RunningPlugin } from './input-plugin.js';
import type { PluginPermission } from './permissions.js';
import type { PluginContext } from './plugin-context.js';
import type { Nearby } from './plugin-directory.js';

/** One running output. */
export interface RunningOutput<Config> extends RunningPlugin<Config> {
  /**
   * Shows one event. Called in order, the next one only after this one is done; a promise is awaited for 2 s.
   * While it works, continuous topics keep only their newest event and the others queue up (256 at most).
   * Throwing counts as a failure of the instance, never of the bridge.
   */
  deliver(feedback: FeedbackEvent): void | Promise<void>;
}

/** A kind of output, such as `smart-bulb`. */
export interface OutputPlugin<Config = unknown> {
  readonly kind: 'output';
  /** The version of this interface that it was made for; whatever version there is, when left out. */
  readonly apiVersion?: number;
  /** What it needs beyond what every plugin may; see `PluginPermission`. */
  readonly permissions?: readonly PluginPermission[];
  readonly name: string;
  readonly config: ConfigSchema<Config>;
  /** The topics it wants to hear; all when left out. */
  readonly topics?: readonly Topic[];
  /** Whether there is anything to do with these settings; always, when left out. Without, the role is left out. */
  isNeeded?(config: Config): boolean | Promise<boolean>;
  /**
   * What could be used on the network around; asked only because a person wants to know. Answers within 5 s.
   */
  nearby?(clock: Clock): Promise<readonly Nearby[]>;
  /** Prepares and touches nothing. */
  create(context: PluginContext<Config>): RunningOutput<Config>;
}

/** Declares an output; the types follow from `config`. */
export function defineOutput<Config>(plugin: Omit<OutputPlugin<Config>, 'kind'>): OutputPlugin<Config> {
  return { kind: 'output', apiVersion: API_VERSION, ...plugin };
}

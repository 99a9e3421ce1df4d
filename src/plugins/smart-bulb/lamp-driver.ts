import type { Light } from '../../core/light/index.js';
import type { Milliseconds } from '../../core/plugin/index.js';

/** What a lamp was doing before the practice, to be given back afterwards. Plain data: it outlives a crash. */
export interface LampState {
  /** The driver's own words. */
  readonly raw: unknown;
  /** How it looked, where that is known. */
  readonly light: Light | null;
}

export interface Capabilities {
  /** The lamp fades by itself when it is told how long. */
  readonly fades: boolean;
  /** Messages a second it takes without trouble. */
  readonly maxRate: number;
}

/** Speaks one lamp's protocol. Every call may reject; nothing is sent after `dispose`. */
export interface LampDriver {
  /** For people: `WLED at 192.168.1.40`. */
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Resolves when the lamp (or its broker) answers. @throws DeviceError, RetryableError or PluginConfigError. */
  connect(): Promise<void>;
  /** `null` when the lamp does not tell. */
  snapshot(): Promise<LampState | null>;
  restore(state: LampState, fade: Milliseconds): Promise<void>;
  /** Resolves when the lamp has taken it. The caller waits for that, so that only the newest light is ever on its way. */
  apply(light: Light, fade: Milliseconds): Promise<void>;
  /** Rejects when the lamp is lost. */
  check(): Promise<void>;
  dispose(): void | Promise<void>;
}

/** Where an instance is in its life. */
export type PluginState =
  | 'stopped'
  | 'starting'
  | 'running'
  | 'degraded'
  | 'reconnecting'
  | 'needs-config'
  | 'needs-device'
  | 'failed'
  | 'quarantined';

/** One configured instance, as people see it. */
export interface PluginStatus {
  /** Key in the configuration, such as `desk-lamp`. */
  readonly id: string;
  /** The plugin behind it, such as `smart-bulb`. */
  readonly use: string;
  readonly roles: readonly ('input' | 'output')[];
  readonly state: PluginState;
  readonly since: Date;
  /** One sentence: what is the case. */
  readonly message: string;
  /** What to do about it; `null` when nothing needs doing. */
  readonly hint: string | null;
  /** When the next try is due; `null` when none is. */
  readonly nextTryAt: Date | null;
  readonly restarts: number;
  /** Feedback dropped because the output was slow. */
  readonly dropped: number;
  /** Feedback that waits because the output is still busy. */
  readonly queued: number;
  /** Facts the plugin wants to show, such as `{ source: 'parec', latency_ms: 20 }`. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

import type { InputPlugin } from '../plugin/input-plugin.js';
import type { OutputPlugin } from '../plugin/output-plugin.js';

/** What a plugin folder or package offers. Where it offers both, both read the same `config`. */
export interface PluginModule {
  readonly input?: InputPlugin<never>;
  readonly output?: OutputPlugin<never>;
}

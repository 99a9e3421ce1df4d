import type { ConfigSchema } from '../plugin/input-plugin.js';
import type { InstanceSpec } from './instance.js';
import type { PluginModule } from './plugin-loader.js';

interface Role {
  readonly config: ConfigSchema<never>;
  isNeeded?(config: never): boolean;
}

/** What its settings leave a plugin to do; all it offers where they leave nothing, or cannot be read. */
export function neededRoles(plugin: PluginModule, { config }: InstanceSpec): PluginModule {
  const isNeeded = (role: Role | undefined) => role !== undefined && hasWork(role, config);
  const needed: PluginModule = {
    ...(plugin.input && isNeeded(plugin.input) ? { input: plugin.input } : {}),
    ...(plugin.output && isNeeded(plugin.output) ? { output: plugin.output } : {}),
  };
  return needed.input || needed.output ? needed : plugin;
}

function hasWork(role: Role, config: unknown): boolean {
  try {
    return role.isNeeded?.(role.config.parse(config ?? {})) ?? true;
  } catch {
    return true; // What is wrong with the settings is told where they are used.
  }
}

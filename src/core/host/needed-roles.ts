import type { ConfigSchema } from '../plugin/input-plugin.js';
import type { InstanceSpec } from './instance.js';
import type { PluginModule } from './plugin-module.js';

interface Role {
  readonly config: ConfigSchema<never>;
  isNeeded?(config: never): boolean | Promise<boolean>;
}

/** What its settings leave a plugin to do; all it offers where they leave nothing, or cannot be read. */
export async function neededRoles(plugin: PluginModule, { config }: InstanceSpec): Promise<PluginModule> {
  const { input, output } = plugin;
  const [hasInput, hasOutput] = await Promise.all([hasWork(input, config), hasWork(output, config)]);
  if (!hasInput && !hasOutput) return plugin;
  return { ...(input && hasInput ? { input } : {}), ...(output && hasOutput ? { output } : {}) };
}

async function hasWork(role: Role | undefined, config: unknown): Promise<boolean> {
  if (!role) return false;
  try {
    return (await role.isNeeded?.(role.config.parse(config ?? {}))) ?? true;
  } catch {
    return true; // What is wrong with the settings is told where they are used.
  }
}

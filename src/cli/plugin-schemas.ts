import { dirname, resolve } from 'node:path';
import { BUILT_IN_PLUGINS } from '../built-in-plugins.js';
import { CONFIG_FILE, type DescribedPlugin, type PluginSchemas } from '../core/config/index.js';
import { PluginLoader } from '../core/host/plugin-loader.js';
import type { PluginModule } from '../core/host/plugin-module.js';

/** Finds plugins as the bridge does: built in, beside the configuration, or installed. */
export function pluginLoader(cwd: string, file = CONFIG_FILE): PluginLoader {
  return new PluginLoader(BUILT_IN_PLUGINS, dirname(resolve(cwd, file)));
}

export function pluginSchemas(loader: PluginLoader): PluginSchemas {
  const failures = new Map<string, Error & { readonly hint?: string | null }>();
  const load = async (use: string) => {
    failures.delete(use);
    try {
      return await loader.load(use);
    } catch (error) {
      failures.set(use, error as Error);
      return null;
    }
  };
  return {
    names: loader.builtInNames,
    schemaFor: async (use) => schemaOf(await load(use)),
    whyNot: (use) => {
      const error = failures.get(use);
      if (!error) return { reason: `the plugin "${use}" has no schema` };
      if (isAbsent(error)) return null;
      return { reason: error.message.replace(/\.$/, ''), hint: error.hint ?? null };
    },
  };
}

/** Nothing of that name is installed. A file that is missing is worth its own words. */
function isAbsent({ cause }: Error): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'MODULE_NOT_FOUND';
}

function schemaOf(module: PluginModule | null): DescribedPlugin['config'] | null {
  return module?.input?.config ?? module?.output?.config ?? null;
}

/** The plugins that come along, and of those in use the ones that can be loaded. */
export async function describedPlugins(
  loader: PluginLoader,
  used: readonly string[],
): Promise<DescribedPlugin[]> {
  const names = [...new Set([...loader.builtInNames, ...used])];
  const all = names.map(async (name) => ({
    name,
    config: schemaOf(await loader.load(name).catch(() => null)),
  }));
  return (await Promise.all(all)).flatMap(({ name, config }) => (config ? [{ name, config }] : []));
}

import { dirname, resolve } from 'node:path';
import { BUILT_IN_PLUGINS } from '../built-in-plugins.js';
import { CONFIG_FILE, type DescribedPlugin, type PluginSchemas } from '../core/config/index.js';
import { PluginLoader, type PluginModule } from '../core/host/plugin-loader.js';

/** Finds plugins as the bridge does: built in, beside the configuration, or installed. */
export function pluginLoader(cwd: string, file = CONFIG_FILE): PluginLoader {
  return new PluginLoader(BUILT_IN_PLUGINS, dirname(resolve(cwd, file)));
}

export function pluginSchemas(loader: PluginLoader): PluginSchemas {
  return {
    names: loader.builtInNames,
    schemaFor: async (use) => schemaOf(await loader.load(use).catch(() => null)),
  };
}

function schemaOf(module: PluginModule | null): DescribedPlugin['config'] | null {
  return module?.input?.config ?? module?.output?.config ?? null;
}

export async function describedPlugins(loader: PluginLoader): Promise<DescribedPlugin[]> {
  const all = loader.builtInNames.map(async (name) => ({ name, config: schemaOf(await loader.load(name)) }));
  return (await Promise.all(all)).flatMap(({ name, config }) => (config ? [{ name, config }] : []));
}

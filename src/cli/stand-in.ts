import type { PluginEntry } from '../core/config/index.js';
import type { PluginLoader } from '../core/host/plugin-loader.js';
import type { Settings } from './settings.js';

/** The same bridge, with another player: inputs make room for one, and whatever shows something stays. */
export async function withStandIn(
  settings: Settings,
  loader: PluginLoader,
  player: PluginEntry,
): Promise<Settings> {
  const { config } = settings;
  const kept = await Promise.all(
    config.plugins.map(async (entry) => ((await isOutput(entry, loader)) ? [entry] : [])),
  );
  const session = { ...config.session, autoStart: true };
  return { ...settings, config: { ...config, session, plugins: [player, ...kept.flat()] } };
}

async function isOutput({ use }: PluginEntry, loader: PluginLoader): Promise<boolean> {
  const module = await loader.load(use).catch(() => null);
  return module?.output !== undefined;
}

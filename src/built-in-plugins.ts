import type { BuiltInPlugins } from './core/host/plugin-loader.js';
import type { PluginModule } from './core/host/plugin-module.js';

/** Each is loaded only when a configuration names it: nobody without a MIDI pickup waits for the MIDI library. */
export const BUILT_IN_PLUGINS: BuiltInPlugins = {
  audio: async () => asModule(await import('./plugins/audio/index.js')),
  midi: async () => asModule(await import('./plugins/midi/index.js')),
  osc: async () => asModule(await import('./plugins/osc/index.js')),
  'smart-bulb': async () => asModule(await import('./plugins/smart-bulb/index.js')),
  websocket: async () => asModule(await import('./plugins/websocket/index.js')),
};

/** The host hands a plugin only what the plugin's own schema made, so it needs not know the type. */
function asModule(offered: object): PluginModule {
  return offered as PluginModule;
}

export * from './bridge-config.js';
export { type CheckedConfig, checkConfig, describeFault } from './check-config.js';
export type { ConfigFault } from './config-document.js';
export { type DescribedPlugin, fileSchema } from './file-schema.js';
export { CONFIG_FILE, type LoadedConfig, loadConfig, loadEnvironment } from './load-config.js';
export { nearest } from './nearest.js';
export type { PluginSchemas } from './plugin-config.js';
export { maskSecrets } from './secrets.js';
export { watchConfig } from './watch-config.js';

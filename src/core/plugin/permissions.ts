/**
 * What a plugin may ask for beyond reading files, writing below its own and the configuration's folder, and the
 * network: writing anywhere, starting programs, threads of its own, native addons.
 */
export type PluginPermission = 'files' | 'programs' | 'workers' | 'addons';

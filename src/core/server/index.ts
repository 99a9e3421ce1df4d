export { BridgeDoor } from './bridge-door.js';
export { bridgeMethods, type Workers } from './bridge-methods.js';
export { HttpServer } from './http-server.js';
export type { MethodRunners } from './method-runners.js';
export { PluginMounts } from './plugin-mounts.js';
export { Readiness } from './readiness.js';
export { ServerOptions } from './server-options.js';
export { Telemetry } from './telemetry.js';
export { TokenStore } from './token-store.js';

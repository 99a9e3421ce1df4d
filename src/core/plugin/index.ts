/** `fretcoach/plugin`: everything an author of plugins needs. */

export {
  BridgeError,
  DeviceError,
  FatalError,
  type Fault,
  messageOf,
  PluginConfigError,
  PluginError,
  RequestError,
  RetryableError,
} from '../errors.js';
export * from '../events/index.js';
export * from '../music/index.js';
export { readableBy } from '../wire/readable-text.js';
export * from './api-version.js';
export * from './clock.js';
export * from './input-plugin.js';
export * from './logger.js';
export { MESSAGE_SETTINGS } from './message-settings.js';
export * from './output-plugin.js';
export * from './permissions.js';
export * from './plugin-context.js';
export * from './plugin-directory.js';

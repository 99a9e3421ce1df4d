import { z } from 'zod';
import type { PluginStatus } from '../events/index.js';
import { named } from './naming.js';
import { count, isoFrom, isoTime } from './units.js';

export const pluginState = z.enum([
  'stopped',
  'starting',
  'running',
  'degraded',
  'reconnecting',
  'needs-config',
  'needs-device',
  'failed',
  'quarantined',
]);

export const pluginData = named(
  'Plugin',
  'One configured input or output, as people see it',
  z.object({
    id: z.string().describe('key in the configuration'),
    use: z.string().describe('the plugin behind it'),
    roles: z.array(z.enum(['input', 'output'])),
    state: pluginState,
    since: isoTime,
    message: z.string().describe('what is the case'),
    hint: z.string().nullable().describe('what to do about it; null when nothing needs doing'),
    next_try_at: isoTime.nullable(),
    restarts: count,
    dropped: count.describe('events dropped because the output was slow'),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
);
export type PluginData = z.infer<typeof pluginData>;

export const pluginsData = named(
  'Plugins',
  'All configured inputs and outputs',
  z.object({ items: z.array(pluginData) }),
);
export type PluginsData = z.infer<typeof pluginsData>;

export function pluginToWire(status: PluginStatus): PluginData {
  return {
    id: status.id,
    use: status.use,
    roles: [...status.roles],
    state: status.state,
    since: isoFrom(status.since),
    message: status.message,
    hint: status.hint,
    next_try_at: isoFrom(status.nextTryAt),
    restarts: status.restarts,
    dropped: status.dropped,
    details: { ...status.details },
  };
}

export function pluginsToWire(statuses: readonly PluginStatus[]): PluginsData {
  return { items: statuses.map(pluginToWire) };
}

const anyObject = z.record(z.string(), z.unknown());

export const pluginSettings = named(
  'PluginSettings',
  'The settings of one instance as they are written in the configuration, secrets masked',
  z.object({
    id: z.string(),
    use: z.string(),
    enabled: z.boolean(),
    schema: anyObject.nullable().describe('JSON Schema of config; null where the plugin has none'),
    config: anyObject,
  }),
);

export const nearbyData = named(
  'Nearby',
  'What an output finds on the network around it',
  z.object({
    found: z.array(z.object({ name: z.string(), config: anyObject.describe('settings that choose it') })),
    reason: z.string().nullable().describe('why nobody could look'),
  }),
);

export const configureParams = named(
  'ConfigurePlugin',
  'What is left out stays as it is; a masked secret that comes back stays too',
  z.object({
    id: z.string().min(1).max(120),
    enabled: z.boolean().optional(),
    config: anyObject.optional(),
  }),
);

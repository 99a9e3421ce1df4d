import type { PluginStatus } from '../../src/core/events/plugin-status.js';

/** A plugin that runs, and what is different about this one. */
export function pluginStatus(about: Partial<PluginStatus> & Pick<PluginStatus, 'id'>): PluginStatus {
  return {
    use: about.id,
    roles: [],
    state: 'running',
    since: new Date(0),
    message: 'Runs.',
    hint: null,
    nextTryAt: null,
    restarts: 0,
    dropped: 0,
    queued: 0,
    details: {},
    ...about,
  };
}

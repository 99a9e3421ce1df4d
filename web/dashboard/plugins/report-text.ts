import type { MethodResult } from '../../../src/core/wire/index.js';
import type { Plugin } from '../../shared/wire.js';

/** One input or output in plain lines, to be pasted where somebody helps. Settings are not in it, and so no secrets. */
export function reportOf(plugin: Plugin, version: MethodResult<'bridge.version'> | null): string {
  const { id, use, roles, state, message, hint, since, restarts, dropped, details } = plugin;
  const facts = Object.entries(details).filter(([, value]) => value !== null);
  return [
    version ? `FretCoach ${version.version}, Node ${version.node}` : 'FretCoach',
    `${id} (${use}, ${roles.join(' and ')})`,
    `${state} since ${since}`,
    message,
    hint ?? '',
    `restarts: ${restarts}`,
    `dropped: ${dropped}`,
    ...facts.map(([key, value]) => `${key}: ${value}`),
  ]
    .filter(Boolean)
    .join('\n');
}

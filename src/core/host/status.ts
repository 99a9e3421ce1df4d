import type { PluginState, PluginStatus } from '../events/plugin-status.js';
import type { InstanceSpec } from './instance.js';

/** The state that matters most comes first: an instance with two roles shows the worse one. */
const BY_URGENCY: readonly PluginState[] = [
  'failed',
  'quarantined',
  'needs-config',
  'needs-device',
  'reconnecting',
  'starting',
  'degraded',
  'stopped',
  'running',
];

/** One status for the roles of one instance: what all that are in its state have to say. */
export function mergedStatus(roles: readonly PluginStatus[]): PluginStatus {
  const [worst, ...others] = [...roles].sort((a, b) => urgency(a) - urgency(b));
  if (!worst) throw new RangeError('an instance has at least one role');
  return {
    ...worst,
    message: [
      ...new Set(roles.filter(({ state }) => state === worst.state).map(({ message }) => message)),
    ].join(' '),
    roles: roles.flatMap((status) => status.roles),
    restarts: Math.max(...roles.map(({ restarts }) => restarts)),
    dropped: roles.reduce((sum, { dropped }) => sum + dropped, 0),
    queued: roles.reduce((sum, { queued }) => sum + queued, 0),
    details: Object.assign({}, ...others.map(({ details }) => details), worst.details),
  };
}

/** The status of an instance that was never loaded. */
export function statusOfUnloaded(
  { id, use }: InstanceSpec,
  state: PluginState,
  message: string,
  hint: string | null,
  since: Date,
): PluginStatus {
  return {
    id,
    use,
    roles: [],
    state,
    since,
    message,
    hint,
    nextTryAt: null,
    restarts: 0,
    dropped: 0,
    queued: 0,
    details: {},
  };
}

function urgency({ state }: PluginStatus): number {
  return BY_URGENCY.indexOf(state);
}

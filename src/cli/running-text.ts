import type { PluginStatus } from '../core/events/plugin-status.js';
import type { RunningBridge } from '../main.js';
import { columns } from './help.js';

/** What a player wants to know when the bridge has started: a few calm lines. */
export function runningText(bridge: Pick<RunningBridge, 'url' | 'statuses' | 'storage'>): string {
  const { location, state, unreachable } = bridge.storage();
  const statuses = bridge.statuses();
  const rows: [string, string][] = [
    ['Dashboard', `${bridge.url}/`],
    ['Overlay', `${bridge.url}/overlay/note  (a browser source in OBS)`],
    ...section('Inputs', statuses, 'input'),
    ...section('Outputs', statuses, 'output'),
    ['Data', state === 'unreachable' ? `${location}: ${unreachable ?? 'not reachable'}` : location],
  ];
  return columns(rows).join('\n');
}

function section(
  title: string,
  statuses: readonly PluginStatus[],
  role: 'input' | 'output',
): [string, string][] {
  const lines = statuses.filter(({ roles }) => roles.includes(role)).flatMap(describeStatus);
  return lines.map((line, index) => [index === 0 ? title : '', line]);
}

/** One line, and another with what to do where something is to be done. */
export function describeStatus({ id, state, message, hint }: PluginStatus): string[] {
  const mark = state === 'running' ? '' : `${state.replace('-', ' ')}: `;
  return [`${id}  ${mark}${message}`, ...(hint === null ? [] : [`  ${hint}`])];
}

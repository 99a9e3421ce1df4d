import type { PluginStatus } from '../core/events/plugin-status.js';
import type { StorageStatus } from '../core/persistence/storage.js';
import type { RunningBridge } from '../main.js';
import { columns } from './help.js';

/** What a player wants to know when the bridge has started: a few calm lines. */
export function runningText(bridge: Pick<RunningBridge, 'url' | 'statuses' | 'storage'>): string {
  const statuses = bridge.statuses();
  const rows: [string, string][] = [
    ['Dashboard', `${bridge.url}/`],
    ['Overlay', `${bridge.url}/overlay/note  (a browser source in OBS)`],
    ...section('Inputs', statuses.filter(isInput)),
    ...section('Outputs', statuses.filter(isOutputOnly)),
    ...section('Missing', statuses.filter(isMissing)),
    ...dataLines(bridge.storage()).map((line, index): [string, string] => [index === 0 ? 'Data' : '', line]),
  ];
  return columns(rows).join('\n');
}

function dataLines({ location, state, unreachable, dataDir }: StorageStatus): string[] {
  if (state !== 'unreachable') return [location];
  return [`${location}: ${unreachable}`, `  Until it answers, what is played waits in ${dataDir}.`];
}

/** Whether what was played is where it belongs. */
export function stoppedText({ pending, dataDir }: StorageStatus): string {
  if (pending === 0) return 'Stopped. What was played is stored.';
  return `Stopped. The database is away: what was played waits in ${dataDir} and is stored at the next start.`;
}

function isInput({ roles }: PluginStatus): boolean {
  return roles.includes('input');
}

/** What is both is told once, as an input. */
function isOutputOnly({ roles }: PluginStatus): boolean {
  return roles.includes('output') && !roles.includes('input');
}

/** Its package could not be loaded; one that is switched off is not missed. */
function isMissing({ roles, state }: PluginStatus): boolean {
  return roles.length === 0 && state === 'failed';
}

function section(title: string, statuses: readonly PluginStatus[]): [string, string][] {
  const lines = statuses.flatMap(describeStatus);
  return lines.map((line, index) => [index === 0 ? title : '', line]);
}

/** One line, and another with what to do where something is to be done. */
export function describeStatus({ id, state, message, hint }: PluginStatus): string[] {
  const mark = state === 'running' ? '' : `${state.replace('-', ' ')}: `;
  return [`${id}  ${mark}${message}`, ...(hint === null ? [] : [`  ${hint}`])];
}

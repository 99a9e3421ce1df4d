import type { ReportedState } from '../../plugin/plugin-context.js';

type Fact = string | number | boolean | null;

const STATES: ReadonlySet<unknown> = new Set<ReportedState>([
  'running',
  'degraded',
  'reconnecting',
  'needs-config',
  'needs-device',
  'stopped',
]);

/** What a stranger's plugin says goes to every page: only what all of them can show. */
export function plainState(state: unknown): ReportedState {
  return STATES.has(state) ? (state as ReportedState) : 'degraded';
}

export function plainText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function plainFacts(facts: Readonly<Record<string, unknown>>): Record<string, Fact> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, plainFact(value)]));
}

function plainFact(value: unknown): Fact {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' || typeof value === 'boolean' ? value : plainText(value);
}

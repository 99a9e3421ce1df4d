import type { Note, Plugin } from './wire.js';

export type Glyph = 'on' | 'half' | 'call' | 'off';

export interface StateWords {
  readonly glyph: Glyph;
  readonly word: string;
}

const NEEDS_YOU: StateWords = { glyph: 'call', word: 'Needs you' };
const WORDS: Readonly<Record<Plugin['state'], StateWords>> = {
  running: { glyph: 'on', word: 'Running' },
  degraded: { glyph: 'half', word: 'Struggling' },
  starting: { glyph: 'half', word: 'Starting' },
  reconnecting: { glyph: 'half', word: 'Reconnecting' },
  stopped: { glyph: 'off', word: 'Off' },
  'needs-config': NEEDS_YOU,
  'needs-device': NEEDS_YOU,
  failed: NEEDS_YOU,
  quarantined: NEEDS_YOU,
};

/** The nine states of a plugin as the four a player needs. */
export function wordsOf(state: Plugin['state']): StateWords {
  return WORDS[state];
}

const TECHNOLOGIES: Readonly<Record<string, string>> = {
  audio: 'audio',
  midi: 'MIDI',
  osc: 'OSC',
  'smart-bulb': 'smart bulb',
  websocket: 'WebSocket',
};

export function technology(use: string): string {
  return TECHNOLOGIES[use] ?? use;
}

/** Trying again counts down beside the sentence. */
export function nextTry(plugin: Plugin, now: number): string | null {
  if (!plugin.next_try_at) return null;
  const seconds = Math.max(0, Math.round((Date.parse(plugin.next_try_at) - now) / 1000));
  return seconds ? `Trying again in ${seconds} s.` : 'Trying again.';
}

/** What people call the thing behind an input: its device, else its name in the configuration. */
export function deviceOf(plugin: Plugin): string {
  return typeof plugin.details.device === 'string' ? plugin.details.device : plugin.id;
}

/** Which input is heard: the one this note came from, else one with a device. An open port is none until it is played into. */
export function inputHeard(plugins: readonly Plugin[] | null, note: Note | null): Plugin | null {
  const running = (plugins ?? []).filter(
    ({ roles, state }) => roles.includes('input') && state === 'running',
  );
  return (
    running.find(({ id }) => id === note?.source) ?? running.find(({ details }) => details.device) ?? null
  );
}

/** Whether something other than a page is listened to. */
export function hasDevice(plugins: readonly Plugin[] | null): boolean {
  return (plugins ?? []).some(
    ({ roles, state, details }) =>
      roles.includes('input') && state === 'running' && details.device && details.source !== 'browser',
  );
}

export function latencyOf(plugin: Plugin): number | null {
  const { latency_ms } = plugin.details;
  return typeof latency_ms === 'number' ? latency_ms : null;
}

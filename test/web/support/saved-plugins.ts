import { jsonSchemaOf } from '../../../src/core/config/json-schema.js';
import { AudioConfig } from '../../../src/plugins/audio/audio-config.js';
import { oscConfig } from '../../../src/plugins/osc/osc-config.js';
import { lampConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import type { Plugin } from '../../../web/shared/wire.js';
import type { FakeBridge } from './fake-bridge.js';

function plugin(about: Partial<Plugin> & Pick<Plugin, 'id' | 'use'>): Plugin {
  return {
    roles: ['output'],
    state: 'running',
    since: '2026-11-22T17:02:00Z',
    message: 'All is well.',
    hint: null,
    next_try_at: null,
    restarts: 0,
    dropped: 0,
    details: {},
    ...about,
  };
}

export const GUITAR = plugin({
  id: 'guitar',
  use: 'audio',
  roles: ['input'],
  details: { device: 'Scarlett 2i2' },
});
export const LAMP = plugin({
  id: 'lamp',
  use: 'smart-bulb',
  state: 'needs-config',
  message: 'The lamp stays dark: its address cannot be used.',
  hint: 'Correct the address and save.',
});
export const DAW = plugin({
  id: 'daw',
  use: 'osc',
  roles: [],
  state: 'stopped',
  message: 'Switched off in the configuration.',
});
export const CALIBRATION = {
  device: 'Scarlett 2i2',
  latency_ms: null,
  noise_floor_db: null,
  latency_in_use_ms: 12,
  clock_ms: 1000,
};

const SETTINGS = {
  lamp: ['smart-bulb', lampConfig, { driver: 'mqtt', url: 'mqtt://hub', password: '********' }],
  guitar: ['audio', AudioConfig, { sensitivity: 0.8 }],
  daw: ['osc', oscConfig, { targets: [{ port: 9000 }] }],
} as const;

/** A bridge with an input that runs, a lamp that needs the player, and a program that is switched off; what is saved stays. */
export function answerPlugins(bridge: FakeBridge): void {
  for (const [id, [use, schema, config]] of Object.entries(SETTINGS)) {
    const body = { id, use, enabled: id !== 'daw', schema: jsonSchemaOf(schema) };
    const sent = () => bridge.calls.findLast(({ call }) => call === `POST /plugins/${id}/settings`)?.body;
    const saved = () => (sent() as { config?: object } | undefined)?.config ?? config;
    bridge.answers.set(`GET /plugins/${id}/settings`, () => ({ body: { ...body, config: saved() } }));
  }
  bridge.tell('plugins', { items: [GUITAR, LAMP, DAW] });
}

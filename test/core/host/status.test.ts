import { expect, test } from 'vitest';
import type { PluginStatus } from '../../../src/core/events/plugin-status.js';
import { mergedStatus } from '../../../src/core/host/status.js';
import { pluginStatus } from '../../support/plugin-status.js';

const role = (state: PluginStatus['state'], message: string) =>
  pluginStatus({ id: 'daw', use: 'osc', state, message });

test('a DAW that is heard and told says both', () => {
  const merged = mergedStatus([role('running', 'Listens.'), role('running', 'Sends.')]);
  expect(merged).toMatchObject({ state: 'running', message: 'Listens. Sends.' });
});

test('a sentence both halves say is said once, and trouble speaks alone', () => {
  expect(mergedStatus([role('running', 'Running.'), role('running', 'Running.')]).message).toBe('Running.');
  const merged = mergedStatus([role('running', 'Listens.'), role('needs-device', 'Nobody answers.')]);
  expect(merged).toMatchObject({ state: 'needs-device', message: 'Nobody answers.' });
});

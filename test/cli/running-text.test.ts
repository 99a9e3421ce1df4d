import { expect, test } from 'vitest';
import { runningText } from '../../src/cli/running-text.js';
import type { PluginStatus } from '../../src/core/events/plugin-status.js';
import type { StorageStatus } from '../../src/core/persistence/storage.js';

const status = (id: string, facts: Partial<PluginStatus>): PluginStatus => ({
  id,
  use: id,
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
  ...facts,
});

const storage = { state: 'ready', location: '/data/postgres' } as StorageStatus;

test('a DAW that is heard and told is one line, a package that is not there is named, a lamp that is off is not', () => {
  const statuses = () => [
    status('daw', { roles: ['input', 'output'] }),
    status('overlay', { roles: ['output'] }),
    status('relay', { state: 'failed', message: 'It is not installed.', hint: 'Install it.' }),
    status('lamp', { state: 'stopped' }),
  ];
  const text = runningText({ url: 'http://127.0.0.1:1', statuses, storage: () => storage });
  expect(text.split('\n').slice(2)).toEqual([
    '  Inputs     daw  Runs.',
    '  Outputs    overlay  Runs.',
    '  Missing    relay  failed: It is not installed.',
    '               Install it.',
    '  Data       /data/postgres',
  ]);
});

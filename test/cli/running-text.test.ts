import { expect, test } from 'vitest';
import { runningText } from '../../src/cli/running-text.js';
import type { StorageStatus } from '../../src/core/persistence/storage.js';
import { pluginStatus } from '../support/plugin-status.js';

const storage = { state: 'ready', location: '/data/postgres' } as StorageStatus;

test('a DAW that is heard and told is one line, a package that is not there is named, a lamp that is off is not', () => {
  const statuses = () => [
    pluginStatus({ id: 'daw', roles: ['input', 'output'] }),
    pluginStatus({ id: 'overlay', roles: ['output'] }),
    pluginStatus({ id: 'relay', state: 'failed', message: 'It is not installed.', hint: 'Install it.' }),
    pluginStatus({ id: 'lamp', state: 'stopped' }),
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

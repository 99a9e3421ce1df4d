import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { input } from '../../../src/plugins/audio/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { evenly, playPhrase, writeRecording } from '../../support/plucked-string.js';
import { hasNoSoundServer, startSoundServer, stopSoundServer } from '../../support/sound-server.js';
import { Stage } from './stage.js';

let server: ChildProcess;

beforeAll(async () => {
  if (!hasNoSoundServer) server = await startSoundServer();
});
afterAll(() => stopSoundServer(server));

test.skipIf(hasNoSoundServer)('a guitar that plays into a sound server is heard through parec', async () => {
  const stage = new Stage({ source: 'auto', device: 'guitar.monitor' }, new FakeClock());
  await stage.plugin.start();
  await stage.until(() => stage.status?.state === 'running');
  await stage.until(() => stage.details.device === 'Monitor of Null Output');
  expect(stage.details).toMatchObject({ source: 'parec' });
  const player = spawn('paplay', [writeRecording(playPhrase(evenly([45, 52, 57], 0.4), 48_000), 48_000)]);
  await once(player, 'close');
  await stage.until(() => stage.of('note-off').length >= 3);
  await stage.plugin.stop();
  expect(stage.notes).toEqual([45, 52, 57]);
});

test.skipIf(hasNoSoundServer)('a sound server that goes away is noticed', async () => {
  expect((await input.devices?.())?.devices).toEqual([
    { id: 'guitar.monitor', name: 'Monitor of Null Output', isDefault: true },
  ]);
  const stage = new Stage({ source: 'parec' }, new FakeClock());
  await stage.plugin.start();
  server.kill();
  await stage.until(() => stage.failures.length > 0);
  expect(stage.failures[0]).toMatchObject({ code: 'plugin.device-missing' });
});

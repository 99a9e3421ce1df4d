import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { input } from '../../../src/plugins/audio/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { evenly, playPhrase, writeRecording } from '../../support/plucked-string.js';
import { Stage } from './stage.js';

const NEEDED = ['pulseaudio', 'pactl', 'parec', 'paplay'];
const isMissing = NEEDED.some((program) => spawnSync(program, ['--version']).error !== undefined);

const SINK = 'sink_name=guitar rate=48000 channels=1';
let server: ChildProcess;

beforeAll(async () => {
  if (isMissing) return;
  const folder = mkdtempSync(join(tmpdir(), 'fretcoach-pulse-'));
  process.env.PULSE_SERVER = `unix:${join(folder, 'socket')}`;
  const modules = [
    `module-null-sink ${SINK}`,
    `module-native-protocol-unix auth-anonymous=1 socket=${join(folder, 'socket')}`,
  ];
  server = spawn(
    'pulseaudio',
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      ...modules.map((module) => `--load=${module}`),
    ],
    { env: { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder }, stdio: 'ignore' },
  );
  for (let tries = 0; tries < 500 && spawnSync('pactl', ['info']).status !== 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

afterAll(() => {
  delete process.env.PULSE_SERVER;
  server?.kill();
});

test.skipIf(isMissing)('a guitar that plays into a sound server is heard through parec', async () => {
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

test.skipIf(isMissing)('a sound server that goes away is noticed', async () => {
  expect((await input.devices?.())?.devices).toEqual([
    { id: 'guitar.monitor', name: 'Monitor of Null Output', isDefault: true },
  ]);
  const stage = new Stage({ source: 'parec' }, new FakeClock());
  await stage.plugin.start();
  server.kill();
  await stage.until(() => stage.failures.length > 0);
  expect(stage.failures[0]).toMatchObject({ code: 'plugin.device-missing' });
});

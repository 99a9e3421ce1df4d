import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { input } from '../../../src/plugins/audio/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { evenly, playPhrase } from '../../support/plucked-string.js';
import { SocketMount, Stage } from './stage.js';

const RATE = 48_000;
const PATH = process.env.PATH ?? '';
let bin: string;

/** Only our own programs are found, and what their scripts need. */
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'fretcoach-bin-'));
  process.env.PATH = bin;
});
afterEach(() => {
  process.env.PATH = PATH;
});

function install(name: string, script: string): void {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\nPATH='${PATH.split(delimiter).join(':')}'\n${script}\n`);
  chmodSync(path, 0o755);
}

/** A program that says what it was asked for, plays a guitar, and goes on until it is killed. */
function installRecorder(name: string, samples: Float32Array, header = Buffer.alloc(0)): () => string {
  const sound = join(bin, 'sound.raw');
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  if (header.length > 0) bytes.swap32();
  writeFileSync(sound, Buffer.concat([header, bytes]));
  install(
    name,
    `[ "$1" = --list-devices ] && exit 1\necho "$@" > '${bin}/asked'\ncat '${sound}'\nexec sleep 60`,
  );
  return () => readFileSync(join(bin, 'asked'), 'utf8').trim();
}

/** Until the program runs that the clock watches over. */
async function untilWatched(clock: FakeClock): Promise<void> {
  while (clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
}

const guitar = () => playPhrase(evenly([45, 52, 57]), RATE);

test('parec is asked for short latency and floats, and its sound is heard', async () => {
  const asked = installRecorder('parec', guitar());
  const stage = new Stage({ source: 'parec', device: 'scarlett', tuning: 'standard' }, new FakeClock());
  await stage.plugin.start();
  await stage.until(() => stage.of('note-off').length === 3);
  await stage.plugin.stop();
  expect(stage.notes).toEqual([45, 52, 57]);
  expect(asked()).toBe(
    '--raw --latency-msec=20 --format=float32le --rate=48000 --channels=1 --device=scarlett',
  );
  expect(stage.details).toMatchObject({ source: 'parec', device: 'scarlett', latency_ms: 20, channels: 1 });
  expect(stage.status).toMatchObject({ state: 'running', message: 'Listening to scarlett through parec.' });
});

test('pw-record delivers an AU stream, whose header is not heard', async () => {
  const header = Buffer.alloc(28);
  header.write('.snd', 0, 'latin1');
  [28, 0xffffffff, 6, RATE, 1].forEach((word, index) => {
    header.writeUInt32BE(word, 4 + 4 * index);
  });
  const asked = installRecorder('pw-record', guitar(), header);
  const stage = new Stage({ source: 'pw-record' }, new FakeClock());
  await stage.plugin.start();
  await stage.until(() => stage.of('note-off').length === 3);
  await stage.plugin.stop();
  expect(stage.notes).toEqual([45, 52, 57]);
  expect(asked()).toBe('--latency=20ms --format=f32 --rate=48000 --channels=1 -');
});

test('arecord is asked for as many channels as the chosen one needs', async () => {
  const samples = guitar();
  const stereo = Float32Array.from({ length: 2 * samples.length }, (_, at) =>
    at % 2 ? (samples[at >> 1] ?? 0) : 0,
  );
  const asked = installRecorder('arecord', stereo);
  const stage = new Stage({ source: 'arecord', channel: 2 }, new FakeClock());
  await stage.plugin.start();
  await stage.until(() => stage.of('note-off').length === 3);
  await stage.plugin.stop();
  expect(stage.notes).toEqual([45, 52, 57]);
  expect(asked()).toBe(
    '--quiet --file-type=raw --format=FLOAT_LE --rate=48000 --channels=2 --buffer-time=40000 --period-time=10000',
  );
});

test('a program that is not there is named, with what to install', async () => {
  const stage = new Stage({ source: 'parec' }, new FakeClock());
  await expect(stage.plugin.start()).rejects.toMatchObject({
    code: 'plugin.device-missing',
    message: 'The program "parec" is not installed.',
    hint: 'Install pulseaudio-utils.',
  });
});

test.each([
  ['No such entity', 'plugin.device-missing'],
  ['Device or resource busy', 'plugin.device-busy'],
  ['Permission denied', 'plugin.device-permission'],
])('a device that does not open: %s', async (complaint, code) => {
  install('arecord', `echo 'arecord: main:831: audio open error: ${complaint}' >&2; exit 1`);
  const stage = new Stage({ source: 'arecord', device: 'hw:7' }, new FakeClock());
  await expect(stage.plugin.start()).rejects.toMatchObject({
    code,
    message: `arecord cannot listen to "hw:7": audio open error: ${complaint}.`,
  });
});

test('a device that delivers nothing is given up after five seconds', async () => {
  install('parec', 'exec sleep 60');
  const clock = new FakeClock();
  const starting = new Stage({ source: 'parec' }, clock).plugin.start();
  await untilWatched(clock);
  clock.advance(5_000);
  await expect(starting).rejects.toMatchObject({ code: 'plugin.device-busy' });
  expect(clock.pending).toBe(0);
});

test('an interface that is pulled out ends its notes and is reported', async () => {
  install('parec', `head -c 48000 /dev/zero; echo 'Stream error: Entity killed' >&2; exit 1`);
  const stage = new Stage({ source: 'parec' }, new FakeClock());
  await stage.plugin.start();
  await stage.until(() => stage.failures.length > 0);
  expect(stage.failures[0]).toMatchObject({ code: 'plugin.device-missing' });
});

test('stop while the program starts leaves nothing behind', async () => {
  install('parec', 'exec sleep 60');
  const clock = new FakeClock();
  const stage = new Stage({ source: 'parec' }, clock);
  const starting = stage.plugin.start();
  await untilWatched(clock);
  await stage.plugin.stop();
  await starting;
  expect(clock.pending).toBe(0);
  expect(stage.failures).toEqual([]);
});

test.runIf(process.platform === 'linux')('auto takes the first way that works', async () => {
  install('parec', `echo 'Connection failure: Connection refused' >&2; exit 1`);
  installRecorder('arecord', guitar());
  const mount = new SocketMount();
  await mount.listen();
  const stage = new Stage({ source: 'auto' }, new FakeClock(), mount);
  await stage.plugin.start();
  await stage.until(() => stage.of('note-off').length === 3);
  expect(stage.details).toMatchObject({ source: 'arecord', latency_ms: 25 });
  await stage.plugin.stop();
  await mount.close();
});

const LAPTOP = {
  name: 'alsa_input.pci-0',
  description: 'Built-in Audio',
  properties: { 'device.bus': 'pci' },
};
const SCARLETT = {
  name: 'alsa_input.usb-1',
  description: 'Scarlett 2i2',
  properties: { 'device.bus': 'usb' },
};

function installPulse(usual: string): () => string {
  const sources = JSON.stringify([LAPTOP, SCARLETT]);
  install('pactl', `case "$*" in *list*) echo '${sources}';; *) echo ${usual};; esac`);
  return installRecorder('parec', guitar());
}

async function heardThrough(config: object): Promise<Stage> {
  const mount = new SocketMount();
  await mount.listen();
  const stage = new Stage({ tuning: 'standard', ...config }, new FakeClock(), mount);
  await stage.plugin.start();
  await stage.until(() => stage.of('note-off').length === 3);
  expect(await mount.request('GET', '/calibration')).toMatchObject({ device: `parec: ${SCARLETT.name}` });
  await stage.plugin.stop();
  await mount.close();
  return stage;
}

test.runIf(process.platform === 'linux')(
  'auto takes an interface before the laptop’s microphone, and says so',
  async () => {
    const asked = installPulse(LAPTOP.name);
    const { status } = await heardThrough({ source: 'auto' });
    expect(asked()).toMatch(/--device=alsa_input\.usb-1$/);
    expect(status?.message).toBe('Listening to Scarlett 2i2 through parec.');
    expect(status?.hint).toMatch(/before the system’s default, Built-in Audio\. .* "device"/);
  },
);

test.runIf(process.platform === 'linux')(
  'the system’s default is calibrated under its real name',
  async () => {
    const asked = installPulse(SCARLETT.name);
    const { status } = await heardThrough({ source: 'default' });
    expect(asked()).not.toContain('--device');
    expect(status).toMatchObject({ message: 'Listening to Scarlett 2i2 through parec.', hint: undefined });
  },
);

test('devices are listed with their ids, monitors last', async () => {
  const sources = [
    { name: 'out.monitor', description: 'Monitor of Speakers', monitor_source: 'out' },
    { name: 'alsa_input.usb', description: 'Scarlett 2i2', monitor_source: '' },
  ];
  install('pactl', `case "$*" in *list*) echo '${JSON.stringify(sources)}';; *) echo alsa_input.usb;; esac`);
  if (process.platform !== 'linux') return;
  expect(await input.devices?.()).toEqual({
    devices: [
      { id: 'alsa_input.usb', name: 'Scarlett 2i2', isDefault: true },
      { id: 'out.monitor', name: 'Monitor of Speakers', isDefault: false },
    ],
    reason: null,
    hint: null,
  });
});

test.runIf(process.platform === 'linux')('without a sound server, ALSA is asked', async () => {
  const line = 'card 1: USB [Scarlett 2i2 USB], device 0: USB Audio [USB Audio]';
  install(
    'arecord',
    `echo '**** List of CAPTURE Hardware Devices ****'; echo '${line}'; echo '  Subdevices: 1/1'`,
  );
  const list = await input.devices?.();
  expect(list?.devices).toEqual([
    { id: 'plughw:CARD=USB,DEV=0', name: 'Scarlett 2i2 USB, USB Audio', isDefault: true },
  ]);
});

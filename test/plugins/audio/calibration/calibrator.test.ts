import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Calibrator } from '../../../../src/plugins/audio/calibration/calibrator.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { SocketMount, Stage } from '../stage.js';

const CLICKS = Array.from({ length: 16 }, (_, index) => 1_000 + 600 * index);
const folder = () => mkdtempSync(join(tmpdir(), 'fretcoach-calibration-'));

function listening(dataDir = folder(), fixed?: number) {
  const mount = new SocketMount();
  const applied: number[] = [];
  const calibrator = new Calibrator(dataDir, new FakeClock(), (latency) => applied.push(latency));
  const undo = calibrator.mount(mount);
  const latency = calibrator.begin('parec: scarlett', fixed, 20);
  return { mount, applied, calibrator, undo, latency };
}

function hearClicks(calibrator: Calibrator, delay: number): void {
  for (const click of CLICKS) {
    calibrator.hear({
      kind: 'note-on',
      time: click + delay,
      noteId: `${click}`,
      noteNumber: 60,
      confidence: 1,
    });
  }
}

function hearLevel(calibrator: Calibrator, level: number, seconds: number): void {
  for (let time = 0; time < 1000 * seconds; time += 3) {
    calibrator.hear({
      kind: 'pitch',
      time,
      frequency: null,
      clarity: 0,
      level: time % 100 === 0 ? level + 40 : level,
    });
  }
}

test('clicks that are heard late are added to the latency, at once and the next time', async () => {
  const dataDir = folder();
  const { mount, applied, calibrator } = listening(dataDir);
  hearClicks(calibrator, 17.5);
  expect(await mount.request('POST', '/calibration', { clicks: CLICKS })).toEqual({
    device: 'parec: scarlett',
    latency_ms: 37.5,
    noise_floor_db: null,
    latency_in_use_ms: 37.5,
    clock_ms: 0,
  });
  expect(applied).toEqual([37.5]);
  expect(listening(dataDir).latency).toBe(37.5);
  expect(listening(dataDir, 12).latency).toBe(12);
});

test('three seconds of silence tell the noise; crackles do not count', async () => {
  const { mount, calibrator } = listening();
  hearLevel(calibrator, -72.34, 4);
  expect(await mount.request('POST', '/calibration', {})).toMatchObject({
    noise_floor_db: -72.3,
    latency_ms: null,
  });
  expect(await mount.request('GET', '/calibration')).toMatchObject({
    noise_floor_db: -72.3,
    latency_in_use_ms: 20,
  });
});

test('what was measured can be forgotten', async () => {
  const dataDir = folder();
  const { mount, calibrator } = listening(dataDir);
  hearClicks(calibrator, 5);
  await mount.request('POST', '/calibration', { clicks: CLICKS });
  expect(await mount.request('DELETE', '/calibration')).toMatchObject({ latency_ms: null });
  expect(listening(dataDir).latency).toBe(20);
});

test.each<[string, (calibrator: Calibrator) => void, unknown, string]>([
  ['no click was heard', () => {}, { clicks: CLICKS }, 'only 0 of 16 clicks were heard'],
  ['somebody plays', (calibrator) => hearLevel(calibrator, -12, 4), {}, 'it was not silent'],
  [
    'the silence was short',
    (calibrator) => hearLevel(calibrator, -70, 1),
    {},
    'it was not silent for three seconds',
  ],
  ['nothing is listened to', (calibrator) => calibrator.end(), {}, 'Nothing is listened to'],
  ['the order is nonsense', () => {}, { clicks: ['a'] }, 'This is no calibration'],
  ['the order has a typo', () => {}, { click: CLICKS }, 'This is no calibration'],
])('it is said when %s', async (_, before, order, message) => {
  const { mount, calibrator } = listening();
  before(calibrator);
  const request = mount.request('POST', '/calibration', order);
  await expect(request).rejects.toMatchObject({
    code: 'request.invalid',
    message: expect.stringContaining(message),
  });
});

test('a damaged file is measured anew', async () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, 'calibrations.json'), '{"parec: scarlett": {"latency_ms": "soon');
  const { mount, calibrator, latency } = listening(dataDir);
  expect(latency).toBe(20);
  hearClicks(calibrator, 5);
  await mount.request('POST', '/calibration', { clicks: CLICKS });
  expect(readFileSync(join(dataDir, 'calibrations.json'), 'utf8')).toContain('"latency_ms": 25');
});

test('a running input takes its routes along when it stops', async () => {
  const mount = new SocketMount();
  const stage = new Stage({ source: 'demo' }, new FakeClock(), mount);
  await stage.plugin.start();
  await expect(mount.request('GET', '/calibration')).rejects.toThrow('Nothing is listened to');
  await stage.plugin.stop();
  await expect(mount.request('GET', '/calibration')).rejects.toThrow('nothing at GET /calibration');
});

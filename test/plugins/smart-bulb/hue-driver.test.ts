import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { DeviceError, PluginConfigError, RetryableError } from '../../../src/core/plugin/index.js';
import { HueDriver, hueState } from '../../../src/plugins/smart-bulb/drivers/hue-driver.js';
import { type HueConfig, lampConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import { FakeClock } from '../../support/fake-clock.js';
import { DESK, FakeHue, GAMUT, HALL } from './fake-hue.js';

let bridge: FakeHue;
let driver: HueDriver;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  bridge = await FakeHue.open(clock);
  driver = driverWith({});
});
afterEach(async () => {
  driver.dispose();
  await bridge.close();
});

function driverWith(settings: object): HueDriver {
  const { port, certificate } = bridge;
  const base = { driver: 'hue', host: '127.0.0.1', port, certificate, app_key: 'right', light: DESK };
  return new HueDriver(lampConfig.parse({ ...base, ...settings }) as HueConfig, clock);
}

const taken = (count: number) => expect.poll(() => bridge.wishes).toHaveLength(count);

/** Does what takes two commands: the second has to wait for its turn. */
async function inTwoTurns(work: Promise<void>): Promise<void> {
  const before = bridge.wishes.length;
  await taken(before + 1);
  await expect.poll(() => clock.pending).toBe(1);
  clock.advance(100);
  await work;
}

test('a perfect note is green, fading in a tenth of a second', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(1), 100);
  expect(bridge.wishes).toEqual([
    {
      on: { on: true },
      dimming: { brightness: 100 },
      color: { xy: { x: 0.3, y: 0.6 } },
      dynamics: { duration: 100 },
    },
  ]);
  expect(clock.pending).toBe(0);
});

test('the darkest light stays on, in the nearest colour the lamp has', () => {
  expect(hueState({ hue: 240, saturation: 1, brightness: 0 }, GAMUT)).toEqual({
    on: { on: true },
    dimming: { brightness: 1 },
    color: { xy: { x: 0.1535, y: 0.0599 } },
  });
});

test.each([
  ['white', { color_temperature: { mirek: 366, mirek_valid: true } }],
  [
    'a colour',
    {
      color: { xy: { x: 0.25, y: 0.2 }, gamut: GAMUT, gamut_type: 'C' },
      color_temperature: { mirek: null, mirek_valid: false },
    },
  ],
  ['a candle', { effects: { status: 'candle', effect_values: ['no_effect', 'candle'] } }],
])('a lamp that was %s is given back so', async (_, look) => {
  bridge.desk = { ...bridge.desk, ...look };
  const found = structuredClone(bridge.desk);
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(0.5), 100);
  expect(bridge.desk).not.toMatchObject(look);
  clock.advance(100);
  await driver.restore(before, 1_000);
  expect(bridge.desk).toMatchObject({ on: found.on, dimming: found.dimming, ...look });
  expect(bridge.wishes.at(-1)).toMatchObject({ dynamics: { duration: 1_000 } });
});

test('a candle is put out once, not with every light', async () => {
  bridge.desk.effects = { status: 'candle' };
  await driver.connect();
  await driver.apply(PALETTES.classic(0), 100);
  clock.advance(100);
  await driver.apply(PALETTES.classic(1), 100);
  expect(bridge.wishes.map(({ effects }) => effects)).toEqual([{ effect: 'no_effect' }, undefined]);
});

test('a lamp that was off is given back off, and will turn on again as it was', async () => {
  bridge.desk.on = { on: false };
  const { dimming, color_temperature } = structuredClone(bridge.desk);
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1), 100);
  clock.advance(100);
  await inTwoTurns(driver.restore(before, 1_000));
  expect(bridge.desk).toMatchObject({ on: { on: false }, dimming, color_temperature });
  expect(bridge.wishes.at(-1)).toEqual({ on: { on: false } });
});

test('the lamps of one bridge share its ten commands a second', async () => {
  const other = driverWith({});
  await driver.connect();
  await driver.apply(PALETTES.classic(0), 100);
  const second = other.apply(PALETTES.classic(1), 100);
  await driver.check();
  expect(bridge.wishes).toHaveLength(1);
  clock.advance(100);
  await second;
  expect(bridge.wishes).toHaveLength(2);
  other.dispose();
});

test('a bridge that others keep busy is left alone for a second, and then asked again', async () => {
  await driver.connect();
  bridge.rush(10);
  const applied = driver.apply(PALETTES.classic(1), 100);
  await expect.poll(() => bridge.requests).toBe(2);
  await expect.poll(() => clock.pending).toBe(1);
  expect(bridge.wishes).toEqual([]);
  clock.advance(1_000);
  await applied;
  expect(bridge.wishes).toHaveLength(1);
});

test('a bridge that stays busy gives up on a light after three requests', async () => {
  await driver.connect();
  bridge.trouble = 503;
  const outcome = expect(driver.apply(PALETTES.classic(1), 100)).rejects.toThrow('answers with status 503');
  for (const requests of [2, 3]) {
    await expect.poll(() => bridge.requests).toBe(requests);
    await expect.poll(() => clock.pending).toBe(1);
    clock.advance(1_000);
  }
  await outcome;
});

test('one connection is enough, and another is made when the bridge has closed it', async () => {
  await driver.connect();
  await driver.check();
  expect(bridge.connections).toBe(1);
  bridge.hangUp();
  await driver.check();
  expect(bridge.connections).toBe(2);
});

test('the key goes to nobody who shows another certificate', async () => {
  driver = driverWith({ certificate: bridge.certificate.replaceAll(/[1-9]/g, '0') });
  const failure = await driver.connect().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PluginConfigError);
  expect(failure).toMatchObject({
    pointer: '/certificate',
    message: 'Hue bridge at 127.0.0.1 does not show the certificate it was paired with.',
  });
  expect(bridge.requests).toBe(0);
});

test.each([
  [{ app_key: 'wrong' }, '/app_key', 'Hue bridge at 127.0.0.1 refused the key.'],
  [{ light: HALL }, '/light', 'Hue lamp behind 127.0.0.1 has no colours.'],
  [
    { light: DESK.replace('3', '4') },
    '/light',
    `Hue bridge at 127.0.0.1 knows no light "${DESK.replace('3', '4')}".`,
  ],
])('%j asks for a better setting', async (settings, pointer, message) => {
  driver = driverWith(settings);
  const failure = await driver.connect().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PluginConfigError);
  expect(failure).toMatchObject({ pointer, message });
});

test('a lamp that is switched off at the wall is missing', async () => {
  await driver.connect();
  bridge.isCutOff = true;
  await expect(driver.apply(PALETTES.classic(1), 100)).rejects.toMatchObject({
    reason: 'missing',
    message: 'Hue bridge at 127.0.0.1 does not reach the lamp.',
  });
});

test('a bridge that falls silent for two seconds, or is gone, is missing', async () => {
  await driver.connect();
  bridge.isSilent = true;
  const silent = expect(driver.check()).rejects.toMatchObject({
    message: 'Hue bridge at 127.0.0.1 does not answer.',
    reason: 'missing',
  });
  clock.advance(2_000);
  await silent;
  await bridge.close();
  await expect(driver.check()).rejects.toBeInstanceOf(DeviceError);
  bridge = await FakeHue.open(clock);
  expect(clock.pending).toBe(0);
});

test('a bridge in trouble can be waited for', async () => {
  bridge.trouble = 500;
  await expect(driver.connect()).rejects.toBeInstanceOf(RetryableError);
});

test('being let go ends every open question', async () => {
  await driver.connect();
  bridge.isSilent = true;
  const check = expect(driver.check()).rejects.toThrow();
  driver.dispose();
  await check;
  expect(clock.pending).toBe(0);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { DeviceError, PluginConfigError, RetryableError } from '../../../src/core/plugin/index.js';
import { HomeAssistantDriver } from '../../../src/plugins/smart-bulb/drivers/home-assistant-driver.js';
import { type HomeAssistantConfig, lampConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeHomeAssistant } from './fake-home-assistant.js';

let house: FakeHomeAssistant;
let driver: HomeAssistantDriver;
let clock: FakeClock;

beforeEach(async () => {
  house = await FakeHomeAssistant.open();
  clock = new FakeClock();
  driver = driverWith({});
});
afterEach(async () => {
  driver.dispose();
  await house.close();
});

function driverWith(settings: {
  readonly url?: string;
  readonly token?: string;
  readonly entity?: string;
}): HomeAssistantDriver {
  const base = {
    driver: 'home-assistant',
    url: settings.url ?? house.url,
    token: 'right',
    entity: 'light.desk_lamp',
  };
  return new HomeAssistantDriver(lampConfig.parse({ ...base, ...settings }) as HomeAssistantConfig, clock);
}

const target = { entity_id: 'light.desk_lamp' };

test('a light is shown as a service call', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(0.6), 250);
  await driver.check();
  expect(house.calls).toEqual([
    { service: 'turn_on', target, hs_color: [72.5, 100], brightness_pct: 72, transition: 0.25 },
  ]);
  expect(clock.pending).toBe(0);
});

test('white is given back as white', async () => {
  await driver.connect();
  const before = await driver.snapshot();
  expect(before.light?.hue).toBeCloseTo(28.2, 1);
  await driver.restore(before, 1000);
  expect(house.calls).toEqual([
    { service: 'turn_on', target, brightness: 180, color_temp_kelvin: 2700, transition: 1 },
  ]);
});

test.each([
  [
    { color_mode: 'hs', hs_color: [200, 40], brightness: 9 },
    { hs_color: [200, 40], brightness: 9 },
  ],
  [
    { color_mode: 'rgb', hs_color: [10, 90], brightness: 9, effect: 'Fire' },
    { hs_color: [10, 90], brightness: 9, effect: 'Fire' },
  ],
])('%j is given back', async (attributes, given) => {
  house.light = { ...house.light, attributes };
  await driver.connect();
  await driver.restore(await driver.snapshot(), 1000);
  expect(house.calls).toEqual([{ service: 'turn_on', target, ...given, transition: 1 }]);
});

test('a light that was off is given back off', async () => {
  house.light = { ...house.light, state: 'off', attributes: {} };
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1), 0);
  await driver.restore(before, 1000);
  expect(house.calls.at(-1)).toEqual({ service: 'turn_off', target, transition: 1 });
});

test.each([
  [{ token: 'wrong' }, PluginConfigError, 'Home Assistant refused the token.'],
  [{ entity: 'light.nowhere' }, PluginConfigError, 'Home Assistant knows no light "light.nowhere".'],
])('%j asks for a better setting', async (settings, kind, message) => {
  driver = driverWith(settings);
  const failure = await driver.connect().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(kind);
  expect(failure).toMatchObject({ message });
});

test('a light that is switched off at the wall is missing', async () => {
  house.light = { ...house.light, state: 'unavailable' };
  await expect(driver.connect()).rejects.toBeInstanceOf(DeviceError);
});

test('a house that falls silent, or is gone, can be waited for', async () => {
  await driver.connect();
  house.isDeaf = true;
  const outcome = expect(driver.check()).rejects.toBeInstanceOf(RetryableError);
  clock.advance(5_000);
  await outcome;
  const applied = driver.apply(PALETTES.classic(1), 0);
  await house.close();
  await expect(applied).rejects.toThrow('does not answer');
  await expect(driver.check()).rejects.toBeInstanceOf(RetryableError);
  driver = driverWith({ url: 'http://127.0.0.1:1' });
  await expect(driver.connect()).rejects.toBeInstanceOf(RetryableError);
  house = await FakeHomeAssistant.open();
});

import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEUTRAL, PALETTES } from '../../../src/core/light/index.js';
import { DeviceError, PluginConfigError, RetryableError } from '../../../src/core/plugin/index.js';
import { MqttDriver } from '../../../src/plugins/smart-bulb/drivers/mqtt-driver.js';
import { lampConfig, type MqttConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import { FakeClock } from '../../support/fake-clock.js';
import { Broker } from './broker.js';

let broker: Broker;
let lamp: MqttClient | undefined;
let driver: MqttDriver;
const clock = new FakeClock();

beforeEach(async () => {
  broker = await Broker.open();
});
afterEach(async () => {
  await driver.dispose();
  await lamp?.endAsync();
  lamp = undefined;
  await broker.close();
});

function driverWith(settings: object): MqttDriver {
  driver = new MqttDriver(
    lampConfig.parse({ driver: 'mqtt', url: broker.url, ...settings }) as MqttConfig,
    clock,
  );
  return driver;
}

/** What was published there, once it is so much. */
async function heard(topic: string, count = 1): Promise<string[]> {
  const payloads = () => broker.published.filter(([on]) => on === topic).map(([, payload]) => payload);
  await expect.poll(() => payloads().length).toBeGreaterThanOrEqual(count);
  return payloads();
}

describe('a Zigbee lamp behind zigbee2mqtt', () => {
  const topic = 'zigbee2mqtt/desk-lamp';
  const found = {
    state: 'ON',
    brightness: 120,
    color: { x: 0.46, y: 0.41, hue: 30, saturation: 80 },
    color_mode: 'xy',
  };
  const answering = (state: object) =>
    broker
      .lamp([`${topic}/get`], () => [topic, JSON.stringify(state)])
      .then((client) => {
        lamp = client;
      });

  test('shows a light', async () => {
    await driverWith({ format: 'zigbee2mqtt', topic }).connect();
    await driver.apply(PALETTES.classic(1), 250);
    expect(await heard(`${topic}/set`)).toEqual([
      '{"state":"ON","brightness":254,"color":{"hue":120,"saturation":100},"transition":0.25}',
    ]);
  });

  test('tells its state when it is asked, and gets it back exactly', async () => {
    await answering(found);
    await driverWith({ format: 'zigbee2mqtt', topic }).connect();
    const before = await driver.snapshot();
    expect(await heard(`${topic}/get`)).toEqual(['{"state":"","brightness":"","color":{"x":"","y":""}}']);
    await driver.restore(before ?? { raw: {}, light: null }, 1000);
    expect(await heard(`${topic}/set`)).toEqual([
      '{"state":"ON","brightness":120,"color":{"x":0.46,"y":0.41},"transition":1}',
    ]);
  });

  test.each([
    [
      { ...found, color_mode: 'color_temp', color_temp: 370 },
      '{"state":"ON","brightness":120,"color_temp":370,"transition":1}',
    ],
    [{ ...found, state: 'OFF' }, '{"state":"OFF","transition":1}'],
  ])('%j comes back as %s', async (state, given) => {
    await answering(state);
    await driverWith({ format: 'zigbee2mqtt', topic }).connect();
    await driver.restore((await driver.snapshot()) ?? { raw: {}, light: null }, 1000);
    expect(await heard(`${topic}/set`)).toEqual([given]);
  });

  test('that is switched off at the wall is missed after two seconds', async () => {
    await driverWith({ format: 'zigbee2mqtt', topic }).connect();
    const snapshot = driver.snapshot();
    clock.advance(2_000);
    const failure = await snapshot.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DeviceError);
    expect((failure as DeviceError).message).toBe(
      'The lamp "zigbee2mqtt/desk-lamp" does not tell its state.',
    );
  });
});

describe('a Tasmota lamp', () => {
  test('shows a light and is given back with its white channels', async () => {
    lamp = await broker.lamp(['cmnd/desk/State'], () => [
      'stat/desk/RESULT',
      '{"POWER":"OFF","Dimmer":40,"Color":"0000006600","HSBColor":"0,0,0","White":40,"CT":327}',
    ]);
    await driverWith({ format: 'tasmota', topic: 'desk' }).connect();
    const before = await driver.snapshot();
    await driver.apply(NEUTRAL, 1000);
    expect(await heard('cmnd/desk/HSBColor')).toEqual(['40,15,40']);
    await driver.restore(before ?? { raw: {}, light: null }, 1000);
    expect(await heard('cmnd/desk/Color')).toEqual(['0000006600']);
    expect(await heard('cmnd/desk/Power')).toEqual(['OFF']);
  });
});

describe('a light with a JSON schema, such as ESPHome', () => {
  const settings = { format: 'json', topic: 'desk/light/lamp/command', state_topic: 'desk/light/lamp/state' };

  test('shows a light and is given back as its retained state says', async () => {
    lamp = await broker.lamp([], () => null);
    await lamp.publishAsync(
      settings.state_topic,
      '{"state":"ON","brightness":51,"color_mode":"rgb","color":{"r":9,"g":8,"b":7},"effect":"None"}',
      { retain: true },
    );
    await driverWith(settings).connect();
    const before = await driver.snapshot();
    await driver.apply(PALETTES.classic(0), 250);
    await driver.restore(before ?? { raw: {}, light: null }, 1000);
    expect(await heard(settings.topic, 2)).toEqual([
      '{"state":"ON","brightness":77,"color":{"r":255,"g":0,"b":0},"transition":0.25}',
      '{"state":"ON","brightness":51,"effect":"None","color":{"r":9,"g":8,"b":7},"transition":1}',
    ]);
  });

  test('without a state topic keeps its colour: there is nothing to give back', async () => {
    await driverWith({ format: 'json', topic: settings.topic }).connect();
    expect(await driver.snapshot()).toBeNull();
  });
});

describe('the broker', () => {
  test('that is not there can be waited for', async () => {
    driver = new MqttDriver(
      lampConfig.parse({
        driver: 'mqtt',
        url: 'mqtt://127.0.0.1:1',
        format: 'json',
        topic: 'x',
      }) as MqttConfig,
      clock,
    );
    await expect(driver.connect()).rejects.toBeInstanceOf(RetryableError);
  });

  test('that refuses the password asks for a better one', async () => {
    await broker.close();
    broker = await Broker.open('right');
    await expect(
      driverWith({ format: 'json', topic: 'x', username: 'me', password: 'wrong' }).connect(),
    ).rejects.toBeInstanceOf(PluginConfigError);
    await driver.dispose();
    await driverWith({ format: 'json', topic: 'x', username: 'me', password: 'right' }).connect();
    await driver.check();
  });

  test('that goes away is noticed', async () => {
    await driverWith({ format: 'json', topic: 'x' }).connect();
    await broker.close();
    const trouble = () => driver.check().catch(({ message }: Error) => message);
    await expect.poll(trouble).toBe('The MQTT broker of the lamp cannot be reached.');
    await expect(driver.apply(NEUTRAL, 0)).rejects.toBeInstanceOf(RetryableError);
    broker = await Broker.open();
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { flowTo, YeelightDriver } from '../../../src/plugins/smart-bulb/drivers/yeelight-driver.js';
import { FakeClock } from '../../support/fake-clock.js';
import { expectToMiss } from './fake-tcp-lamp.js';
import { FakeYeelight } from './fake-yeelight.js';

let bulb: FakeYeelight;
let driver: YeelightDriver;
let clock: FakeClock;

beforeEach(async () => {
  bulb = await new FakeYeelight().open();
  clock = new FakeClock();
  driver = new YeelightDriver({ host: '127.0.0.1', port: bulb.port }, clock);
});
afterEach(async () => {
  driver.dispose();
  await bulb.close();
});

test('a perfect note is one command, byte for byte', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(1), 1_250);
  expect(bulb.commands).toEqual([
    '{"id":1,"method":"get_prop","params":["power","bright","color_mode","rgb","hue","sat","ct"]}',
    '{"id":2,"method":"start_cf","params":[1,1,"1250,1,65280,100"]}',
  ]);
});

test('it is neither all dark nor quicker than the bulb can', () => {
  expect(flowTo({ hue: 0, saturation: 1, brightness: 0 }, 0)).toEqual([1, 1, '50,1,16711680,1']);
});

test.each([
  ['white', { power: 'on', bright: '60', color_mode: '2', ct: '4000' }],
  ['a colour', { power: 'on', bright: '60', color_mode: '1', rgb: '255' }],
  ['a hue', { power: 'on', bright: '60', color_mode: '3', hue: '200', sat: '50' }],
  ['off', { power: 'off', bright: '60', color_mode: '2', ct: '2700' }],
])('a bulb that was %s is given back so', async (_, props) => {
  bulb.props = { ...bulb.props, ...props };
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1), 1_250);
  expect(bulb.props).toMatchObject({ power: 'on', color_mode: '1', rgb: '65280' });
  await driver.restore(before, 1_000);
  expect(bulb.props).toMatchObject(props);
});

test('a minute of playing and signs of life stays within what the bulb takes', async () => {
  await driver.connect();
  await driver.snapshot();
  for (let light = 0; light < 60 * driver.capabilities.maxRate; light++)
    await driver.apply(PALETTES.classic(1), 1_250);
  for (let check = 0; check < 6; check++) await driver.check();
  expect(bulb.commands.length).toBeLessThanOrEqual(60);
});

test('answers may come in any pieces', async () => {
  bulb.cutInto = 5;
  await driver.connect();
  expect((await driver.snapshot()).light).toBeNull();
});

test('a bulb that falls silent or is switched off is missing', async () => {
  await driver.connect();
  await expectToMiss(bulb, driver, clock);
});

test('a refusal is told in the bulb’s words, with what to do', async () => {
  await driver.connect();
  for (let check = 0; check < 59; check++) await driver.check();
  await expect(driver.check()).rejects.toMatchObject({
    message: 'Yeelight at 127.0.0.1 refused get_prop: client quota exceeded',
    hint: expect.stringContaining('LAN Control'),
  });
});

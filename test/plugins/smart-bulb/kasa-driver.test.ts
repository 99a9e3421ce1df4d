import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { DeviceError } from '../../../src/core/plugin/index.js';
import { KasaDriver } from '../../../src/plugins/smart-bulb/drivers/kasa-driver.js';
import { KasaReader, kasaFrame } from '../../../src/plugins/smart-bulb/drivers/kasa-packet.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeKasa } from './fake-kasa.js';
import { expectToMiss } from './fake-tcp-lamp.js';

let bulb: FakeKasa;
let driver: KasaDriver;
let clock: FakeClock;

beforeEach(async () => {
  bulb = await new FakeKasa().open();
  clock = new FakeClock();
  driver = new KasaDriver({ host: '127.0.0.1', port: bulb.port }, clock);
});
afterEach(async () => {
  driver.dispose();
  await bulb.close();
});

test('a question, byte for byte', () => {
  const known = '0000001dd0f281f88bff9af7d5ef94b6d1b4c09fec95e68fe187e8caf08bf68bf6';
  expect(kasaFrame('{"system":{"get_sysinfo":{}}}').toString('hex')).toBe(known);
  expect(new KasaReader().read(Buffer.from(known, 'hex'))).toEqual(['{"system":{"get_sysinfo":{}}}']);
});

test('a perfect note is green, fading in a quarter of a second', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(1), 250);
  expect(bulb.wishes).toEqual([
    {
      on_off: 1,
      hue: 120,
      saturation: 100,
      brightness: 100,
      color_temp: 0,
      transition_period: 250,
      ignore_default: 1,
    },
  ]);
});

test('the darkest light stays on', async () => {
  await driver.connect();
  await driver.apply({ hue: 359.9, saturation: 1, brightness: 0 }, 0);
  expect(bulb.wishes[0]).toMatchObject({ on_off: 1, hue: 0, brightness: 1 });
});

test.each([
  ['white', { on_off: 1, hue: 0, saturation: 0, color_temp: 2700, brightness: 60 }],
  ['a colour', { on_off: 1, hue: 200, saturation: 50, color_temp: 0, brightness: 60 }],
  ['off', { on_off: 0, dft_on_state: { hue: 0, saturation: 0, color_temp: 2700, brightness: 60 } }],
])('a bulb that was %s is given back so', async (_, state) => {
  bulb.state = { ...state, err_code: 0 };
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1), 250);
  await driver.restore(before, 1_000);
  expect(bulb.state.on_off).toBe(state.on_off);
  if (state.on_off) expect(bulb.state).toMatchObject(state);
  expect(bulb.wishes.at(-1)).toMatchObject({ transition_period: 1_000 });
});

test('answers may come in any pieces', async () => {
  bulb.cutInto = 3;
  await driver.connect();
  expect((await driver.snapshot()).light).toBeNull();
});

test('a bulb that falls silent, is switched off or was never there is missing', async () => {
  await driver.connect();
  await expectToMiss(bulb, driver, clock);
  const { port } = bulb;
  await bulb.close();
  const absent = new KasaDriver({ host: '127.0.0.1', port }, clock);
  await expect(absent.connect()).rejects.toBeInstanceOf(DeviceError);
  bulb = await new FakeKasa().open();
});

test('a refusal is told in the bulb’s words', async () => {
  await driver.connect();
  const odd = { raw: { on_off: 1, hue: 999 }, light: null };
  await expect(driver.restore(odd, 0)).rejects.toThrow(
    'Kasa bulb at 127.0.0.1 refused transition_light_state: invalid argument',
  );
});

test('a stream that no bulb sends is given up', () => {
  expect(() => new KasaReader().read(Buffer.from('HTTP/1.1 400'))).toThrow('not as a Kasa bulb does');
});

test('being let go ends every open question', async () => {
  await driver.connect();
  bulb.isSilent = true;
  const check = driver.check();
  driver.dispose();
  await expect(check).rejects.toThrow('the bulb was let go');
  expect(clock.pending).toBe(0);
});

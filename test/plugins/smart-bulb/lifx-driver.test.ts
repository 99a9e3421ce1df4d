import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { LifxDriver } from '../../../src/plugins/smart-bulb/drivers/lifx-driver.js';
import {
  lifxSetColor,
  readLifx,
  readLightState,
} from '../../../src/plugins/smart-bulb/drivers/lifx-packet.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeLifx } from './fake-lifx.js';

let bulb: FakeLifx;
let driver: LifxDriver;
let clock: FakeClock;

beforeEach(async () => {
  bulb = await new FakeLifx().open();
  clock = new FakeClock();
  driver = new LifxDriver({ host: '127.0.0.1', port: bulb.port }, clock);
});
afterEach(async () => {
  driver.dispose();
  await bulb.close();
});

test('green in a quarter of a second, byte for byte', () => {
  const target = Uint8Array.from([0xd0, 0x73, 0xd5, 0, 0, 1, 0, 0]);
  const color = { hue: 0x5555, saturation: 0xffff, brightness: 0xffff, kelvin: 3500 };
  expect(lifxSetColor(color, 250, { source: 0x04030201, target, sequence: 7 }).toString('hex')).toBe(
    [
      '3100', // 49 bytes
      '0014', // protocol 1024, addressable
      '01020304',
      'd073d50000010000',
      '000000000000',
      '02', // acknowledge, please
      '07',
      '0000000000000000',
      '6600', // 102
      '0000',
      '00',
      '5555ffffffffac0d',
      'fa000000',
    ].join(''),
  );
});

test('it asks who is there, then speaks to that bulb', async () => {
  await driver.connect();
  await driver.snapshot();
  await driver.apply(PALETTES.classic(1), 50);
  expect(bulb.packets.map((packet) => packet.slice(4, 8))).toEqual(['0034', '0014', '0014']);
  expect(bulb.color.toString('hex')).toBe('5555ffffffffac0d');
});

test('it is given back as it was found, white and all', async () => {
  const { color, power } = bulb;
  await driver.connect();
  const before = await driver.snapshot();
  expect(before.light).toMatchObject({ saturation: 0, brightness: expect.closeTo(0.5, 3) });
  await driver.apply(PALETTES.classic(0), 1000);
  await driver.restore(before, 1000);
  expect([bulb.color, bulb.power]).toEqual([color, power]);
});

test('a bulb that was off is switched on, and off again afterwards', async () => {
  bulb.power = 0;
  await driver.connect();
  const before = await driver.snapshot();
  expect(before.light?.brightness).toBe(0);
  await driver.apply(PALETTES.classic(1), 1000);
  expect(bulb.power).toBe(0xffff);
  const count = bulb.packets.length;
  await driver.apply(PALETTES.classic(0.5), 50);
  expect(bulb.packets.length).toBe(count + 1);
  await driver.restore(before, 1000);
  expect(bulb.power).toBe(0);
});

test('sequence numbers wrap around', async () => {
  await driver.connect();
  for (let step = 0; step < 300; step++) await driver.apply(PALETTES.classic(step / 300), 50);
  expect(bulb.color.readUInt16LE(0)).toBeGreaterThan(0x5400);
});

test('a lost packet is sent again, and a silent bulb is lost after 3 s', async () => {
  await driver.connect();
  bulb.lose = 1;
  const check = driver.check();
  await expect.poll(() => bulb.packets).toHaveLength(2);
  clock.advance(750);
  await check;
  bulb.lose = 99;
  const outcome = expect(driver.check()).rejects.toThrow('LIFX bulb at 127.0.0.1 does not answer.');
  clock.advance(3_000);
  await outcome;
  expect(clock.pending).toBe(0);
});

test.each(['', '00', '2400001401020304', `2500${'00'.repeat(34)}`])('%j is no LIFX packet', (hex) => {
  expect(readLifx(Buffer.from(hex, 'hex'))).toBeNull();
});

test('a state that breaks off is none', () => {
  expect(readLightState(Buffer.alloc(11))).toBeNull();
});

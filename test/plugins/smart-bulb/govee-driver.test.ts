import { createSocket } from 'node:dgram';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { DeviceError } from '../../../src/core/plugin/index.js';
import { GoveeDriver, goveePackets } from '../../../src/plugins/smart-bulb/drivers/govee-driver.js';
import { FakeClock } from '../../support/fake-clock.js';
import { freePort } from '../../support/free-port.js';
import { FakeGovee } from './fake-govee.js';

let lamp: FakeGovee;
let driver: GoveeDriver;
let clock: FakeClock;

beforeEach(async () => {
  lamp = await new FakeGovee(await freePort()).open();
  clock = new FakeClock();
  driver = driverOf(lamp);
});
afterEach(async () => {
  driver.dispose();
  await lamp.close();
});

function driverOf({ port, replyPort }: FakeGovee, host = '127.0.0.1'): GoveeDriver {
  return new GoveeDriver({ host, port }, clock, replyPort);
}

const received = (...commands: string[]) => expect.poll(() => lamp.commands).toEqual(commands);

/** Gives the lamp as much time as it needs to settle, again and again. */
async function restored(work: Promise<void>): Promise<void> {
  let isDone = false;
  void work.finally(() => {
    isDone = true;
  });
  await expect
    .poll(() => {
      clock.advance(500);
      return isDone;
    })
    .toBe(true);
  await work;
}

test('a question and a colour, byte for byte', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(0.5));
  await received('brightness', 'colorwc');
  expect(lamp.packets).toEqual([
    '{"msg":{"cmd":"devStatus","data":{}}}',
    '{"msg":{"cmd":"brightness","data":{"value":65}}}',
    '{"msg":{"cmd":"colorwc","data":{"color":{"r":255,"g":255,"b":0},"colorTemInKelvin":0}}}',
  ]);
});

test('the darkest light stays on', () => {
  expect(goveePackets({ hue: 240, saturation: 1, brightness: 0 })).toEqual([
    '{"msg":{"cmd":"brightness","data":{"value":1}}}',
    '{"msg":{"cmd":"colorwc","data":{"color":{"r":0,"g":0,"b":255},"colorTemInKelvin":0}}}',
  ]);
});

test.each([
  ['a colour', { onOff: 1, brightness: 60, color: { r: 255, g: 120, b: 0 }, colorTemInKelvin: 0 }],
  ['white', { onOff: 1, brightness: 60, color: { r: 0, g: 0, b: 0 }, colorTemInKelvin: 2_700 }],
  ['off', { onOff: 0, brightness: 60, color: { r: 255, g: 120, b: 0 }, colorTemInKelvin: 0 }],
])('a lamp that was %s is given back so', async (_, status) => {
  lamp.status = structuredClone(status);
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1));
  await expect.poll(() => lamp.status.color).toEqual({ r: 0, g: 255, b: 0 });
  await restored(driver.restore(before));
  expect(lamp.status).toEqual(status);
});

test('how it looked is known, unless it was white', async () => {
  await driver.connect();
  expect((await driver.snapshot()).light).toMatchObject({ saturation: 1, brightness: 0.6 });
  lamp.status.colorTemInKelvin = 2_700;
  expect((await driver.snapshot()).light).toBeNull();
  lamp.status.onOff = 0;
  expect((await driver.snapshot()).light?.brightness).toBe(0);
});

test('a lamp that is off is turned on once', async () => {
  lamp.status.onOff = 0;
  await driver.connect();
  await driver.apply(PALETTES.classic(0));
  await driver.apply(PALETTES.classic(1));
  await received('turn', 'brightness', 'colorwc', 'brightness', 'colorwc');
  expect(lamp.status.onOff).toBe(1);
});

test('what gets lost on the way back is sent again', async () => {
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1));
  await received('brightness', 'colorwc');
  lamp.lose = 1;
  await restored(driver.restore(before));
  expect(lamp.status.brightness).toBe(60);
});

test('a lamp that never quite shows what it showed before is let go after three attempts', async () => {
  await driver.connect();
  const { raw } = await driver.snapshot();
  const odd = { raw: { ...(raw as object), brightness: 0 }, light: null };
  await restored(driver.restore(odd));
  expect(lamp.commands).toHaveLength(6);
});

test('a lost question is asked again after 750 ms', async () => {
  await driver.connect();
  lamp.lose = 1;
  const check = driver.check();
  await expect.poll(() => lamp.packets).toHaveLength(2);
  clock.advance(750);
  await check;
  expect(clock.pending).toBe(0);
});

test('after 3 s without an answer the lamp is missing', async () => {
  await driver.connect();
  lamp.isDead = true;
  const outcome = expect(driver.check()).rejects.toMatchObject({
    message: 'Govee lamp at 127.0.0.1 does not answer.',
    reason: 'missing',
  });
  for (const wait of [750, 1_500, 750]) clock.advance(wait);
  await outcome;
});

test('two lamps answer to one port, and each is heard by its own driver', async () => {
  const other = await new FakeGovee(lamp.replyPort).open('127.0.0.2');
  const second = driverOf(other, '127.0.0.2');
  other.status.brightness = 20;
  await Promise.all([driver.connect(), second.connect()]);
  const [first, last] = await Promise.all([driver.snapshot(), second.snapshot()]);
  expect([first.light?.brightness, last.light?.brightness]).toEqual([0.6, 0.2]);
  driver.dispose();
  await second.check();
  second.dispose();
  await other.close();
});

test('the port is free again once no lamp is left, and taken up again', async () => {
  await driver.connect();
  driver.dispose();
  driver = driverOf(lamp);
  await driver.connect();
  expect(clock.pending).toBe(0);
});

test('a port that another program holds is told', async () => {
  const holder = createSocket('udp4');
  await new Promise<void>((resolve) => holder.bind(lamp.replyPort, resolve));
  const failure = await driver.connect().catch((error: unknown) => error);
  await new Promise<void>((resolve) => holder.close(resolve));
  expect(failure).toBeInstanceOf(DeviceError);
  expect(failure).toMatchObject({
    reason: 'busy',
    message: `UDP port ${lamp.replyPort} cannot be listened to.`,
  });
  await driver.connect();
});

test('an address that does not exist is a lamp that is missing', async () => {
  driver = driverOf(lamp, 'lamp.invalid');
  await expect(driver.connect()).rejects.toMatchObject({ reason: 'missing' });
});

test('what no lamp says is not listened to', async () => {
  await driver.connect();
  lamp.isDead = true;
  const check = driver.check();
  await expect.poll(() => lamp.packets).toHaveLength(2);
  const stranger = createSocket('udp4');
  const shout = (text: string) =>
    new Promise((resolve) => stranger.send(text, lamp.replyPort, '127.0.0.1', resolve));
  for (const text of ['null', '{"msg":{"cmd":"devStatus","data":null}}', '{"msg":{"cmd":"scan","data":{}}}'])
    await shout(text);
  lamp.isDead = false;
  clock.advance(750);
  await check;
  await new Promise<void>((resolve) => stranger.close(resolve));
});

test('being let go ends every open question', async () => {
  await driver.connect();
  lamp.isDead = true;
  const check = driver.check();
  driver.dispose();
  await expect(check).rejects.toThrow('the lamp was let go');
  await expect(driver.apply(PALETTES.classic(1))).rejects.toThrow('does not answer');
  expect(clock.pending).toBe(0);
});

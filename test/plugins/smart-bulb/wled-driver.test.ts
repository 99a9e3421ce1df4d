import { afterEach, beforeEach, expect, test } from 'vitest';
import { NEUTRAL, PALETTES } from '../../../src/core/light/index.js';
import { DeviceError, RetryableError } from '../../../src/core/plugin/index.js';
import { WledDriver, wledState } from '../../../src/plugins/smart-bulb/drivers/wled-driver.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeWled } from './fake-wled.js';

let lamp: FakeWled;
let driver: WledDriver;
let clock: FakeClock;

beforeEach(async () => {
  lamp = await FakeWled.open();
  clock = new FakeClock();
  driver = new WledDriver({ host: '127.0.0.1', port: lamp.port }, clock);
});
afterEach(async () => {
  driver.dispose();
  await lamp.close();
});

test('a perfect note is pure green at full brightness, fading in a quarter of a second', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(1), 250);
  expect(JSON.stringify(lamp.posts)).toBe(
    '[{"on":true,"bri":255,"transition":3,"seg":[{"id":0,"fx":0,"col":[[0,255,0]]}]}]',
  );
});

test('a wrong note is red, dim by brightness and not by colour', () => {
  expect(wledState(PALETTES.classic(0), 200, [0])).toEqual({
    on: true,
    bri: 77,
    transition: 2,
    seg: [{ id: 0, fx: 0, col: [[255, 0, 0]] }],
  });
});

test('the darkest light stays on', () => {
  expect(wledState({ ...NEUTRAL, brightness: 0 }, 0, [0]).bri).toBe(1);
});

test('every segment that is in use takes part', async () => {
  lamp.state.seg = [
    { id: 0, stop: 10 },
    { id: 1, stop: 0 },
    { id: 4, stop: 30 },
  ];
  await driver.connect();
  await driver.apply(NEUTRAL, 0);
  expect(lamp.posts[0]?.seg).toMatchObject([{ id: 0 }, { id: 4 }]);
});

test('the lamp is given back with its effect, its colours and its own fade time', async () => {
  const found = structuredClone(lamp.state);
  await driver.connect();
  const before = await driver.snapshot();
  expect(before.light?.hue).toBeCloseTo(37.6, 1);
  expect(before.light?.brightness).toBeCloseTo(128 / 255, 5);
  await driver.apply(PALETTES.classic(0.5), 1000);
  expect(lamp.state).not.toEqual(found);
  await driver.restore(before, 1000);
  expect(lamp.state).toEqual(found);
  expect(lamp.posts.at(-1)?.tt).toBe(10);
});

test('a lamp that is off is given back off', async () => {
  lamp.state.on = false;
  await driver.connect();
  const before = await driver.snapshot();
  expect(before.light?.brightness).toBe(0);
  await driver.apply(NEUTRAL, 0);
  await driver.restore(before, 1000);
  expect(lamp.state.on).toBe(false);
});

test('a lamp that is not there says what to do', async () => {
  await lamp.close();
  const failure = await driver.connect().catch((error: unknown) => error);
  lamp = await FakeWled.open();
  expect(failure).toBeInstanceOf(DeviceError);
  expect(failure).toMatchObject({
    message: 'WLED at 127.0.0.1 does not answer.',
    hint: 'Is it switched on and in the same network? It is tried again by itself.',
  });
});

test('a lamp that falls silent is lost after two seconds', async () => {
  await driver.connect();
  lamp.trouble = 'silent';
  const check = driver.check();
  clock.advance(2_000);
  await expect(check).rejects.toBeInstanceOf(DeviceError);
  expect(clock.pending).toBe(0);
});

test.each([
  [404, 'WLED at 127.0.0.1 cannot be used: it answers with status 404.'],
  ['gibberish', 'WLED at 127.0.0.1 cannot be used: it answers, but not as WLED does.'],
] as const)('another server at that address (%s) is told from a lamp', async (trouble, message) => {
  lamp.trouble = trouble;
  await expect(driver.connect()).rejects.toThrow(message);
  await expect(driver.connect()).rejects.toBeInstanceOf(RetryableError);
});

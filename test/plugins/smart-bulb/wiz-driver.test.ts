import { afterEach, beforeEach, expect, test } from 'vitest';
import { PALETTES } from '../../../src/core/light/index.js';
import { DeviceError } from '../../../src/core/plugin/index.js';
import { pilotFrom, restoringPilot, WizDriver } from '../../../src/plugins/smart-bulb/drivers/wiz-driver.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeWiz } from './fake-wiz.js';

let bulb: FakeWiz;
let driver: WizDriver;
let clock: FakeClock;

beforeEach(async () => {
  bulb = await new FakeWiz().open();
  clock = new FakeClock();
  driver = new WizDriver({ host: '127.0.0.1', port: bulb.port }, clock);
});
afterEach(async () => {
  driver.dispose();
  await bulb.close();
});

const received = (count: number) => expect.poll(() => bulb.packets).toHaveLength(count);

test('a question and a colour, byte for byte', async () => {
  await driver.connect();
  await driver.apply(PALETTES.classic(0.5));
  expect(bulb.packets).toEqual([
    '{"id":1,"method":"getPilot","params":{}}',
    '{"id":2,"method":"setPilot","params":{"state":true,"r":255,"g":255,"b":0,"dimming":65}}',
  ]);
});

test('it is never dimmed below what the bulb takes, nor all dark', () => {
  expect(pilotFrom({ hue: 240, saturation: 1, brightness: 0 })).toEqual({
    state: true,
    r: 0,
    g: 0,
    b: 255,
    dimming: 10,
  });
});

test('a lost packet is sent again after 750 ms', async () => {
  await driver.connect();
  bulb.lose = 1;
  const applied = driver.apply(PALETTES.classic(1));
  await received(2);
  clock.advance(750);
  await applied;
  expect(bulb.packets[2]).toBe(bulb.packets[1]);
  expect(clock.pending).toBe(0);
});

test('after 3 s without an answer the bulb is lost', async () => {
  await driver.connect();
  bulb.isDead = true;
  const applied = driver.apply(PALETTES.classic(1));
  const outcome = expect(applied).rejects.toMatchObject({
    message: 'WiZ bulb at 127.0.0.1 does not answer.',
    reason: 'missing',
  });
  clock.advance(3_000);
  await outcome;
  await received(4);
  expect(clock.pending).toBe(0);
});

test('a closed port is noticed at once', async () => {
  await bulb.close();
  const outcome = driver.connect().catch((error: unknown) => error);
  expect(await outcome).toBeInstanceOf(DeviceError);
  bulb = await new FakeWiz().open();
});

test('a scene is given back as a scene', async () => {
  await driver.connect();
  const before = await driver.snapshot();
  await driver.apply(PALETTES.classic(1));
  expect(bulb.pilot.sceneId).toBe(0);
  await driver.restore(before);
  expect(bulb.pilot).toMatchObject({ state: true, sceneId: 11, speed: 100, dimming: 60 });
});

test.each([
  [{ state: false, sceneId: 3, dimming: 40 }, { state: false }],
  [
    { state: true, sceneId: 0, temp: 2700, dimming: 40 },
    { state: true, temp: 2700, dimming: 40 },
  ],
  [
    { state: true, sceneId: 0, r: 1, g: 2, b: 3, c: 0, w: 9, dimming: 40 },
    { state: true, r: 1, g: 2, b: 3, c: 0, w: 9, dimming: 40 },
  ],
])('%j is given back as %j', (found, given) => {
  expect(JSON.parse(JSON.stringify(restoringPilot(found)))).toEqual(given);
});

test('old firmware answers without an id', async () => {
  bulb.tellsId = false;
  await driver.connect();
  await driver.apply(PALETTES.classic(1));
  expect(bulb.pilot).toMatchObject({ g: 255 });
});

test('a refusal is told in the bulb’s words', async () => {
  await driver.connect();
  await expect(driver.restore({ raw: { r: 0, g: 0, b: 0 }, light: null })).rejects.toThrow(
    'WiZ bulb at 127.0.0.1 refused setPilot: Invalid params',
  );
});

test('being let go ends every open question', async () => {
  await driver.connect();
  bulb.isDead = true;
  const check = driver.check();
  driver.dispose();
  await expect(check).rejects.toThrow('the bulb was let go');
  expect(clock.pending).toBe(0);
});

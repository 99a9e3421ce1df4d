import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Nearby } from '../../../../src/core/plugin/index.js';
import { lampConfig } from '../../../../src/plugins/smart-bulb/lamp-config.js';
import { lampsNearby } from '../../../../src/plugins/smart-bulb/nearby/lamps-nearby.js';
import type { Announced, Browse } from '../../../../src/plugins/smart-bulb/nearby/mdns.js';
import { FakeClock } from '../../../support/fake-clock.js';
import { freePort } from '../../../support/free-port.js';
import { FakeGovee } from '../fake-govee.js';
import { FakeHue, DESK as HUE_DESK } from '../fake-hue.js';
import { FakeWiz } from '../fake-wiz.js';

const STRIP: Announced = { type: 'wled', name: 'Desk', host: '192.168.1.40', port: 80 };
const DESK: Nearby = { name: 'Desk at 192.168.1.40', config: { driver: 'wled', host: '192.168.1.40' } };

describe('looking for lamps nearby', () => {
  const clock = new FakeClock();
  let bulb: FakeWiz;
  let strip: FakeGovee;
  let ended: string[];

  beforeEach(async () => {
    bulb = await new FakeWiz().open();
    strip = await new FakeGovee(await freePort()).open();
    ended = [];
  });
  afterEach(() => Promise.all([bulb.close(), strip.close()]));

  const browsing =
    (...devices: Announced[]): Browse =>
    async (types, found) => {
      for (const device of devices) if (types.includes(device.type)) found(device);
      return () => ended.push('browsing');
    };

  /** One look around, two seconds of the bridge's clock after the bulb was called and nothing but those seconds is waited for. */
  async function look(browse: Browse, timers = 1): Promise<readonly Nearby[]> {
    const before = bulb.packets.length;
    const looking = lampsNearby(clock, {
      wiz: { port: bulb.port, addresses: ['127.0.0.1'] },
      govee: { port: strip.port, address: '127.0.0.1', replyPort: strip.replyPort },
      browse,
    });
    await expect.poll(() => bulb.packets.length).toBeGreaterThan(before);
    await expect.poll(() => clock.pending).toBe(timers);
    clock.advance(2_000);
    return looking;
  }

  test('finds the WiZ and Govee lamps that answer and the WLED that tells of itself, with settings that can be saved', async () => {
    const wiz = { name: 'WiZ 000001 at 127.0.0.1', config: { driver: 'wiz', host: '127.0.0.1' } };
    const govee = { name: 'Govee H6008 at 127.0.0.1', config: { driver: 'govee', host: '127.0.0.1' } };
    await expect.poll(() => look(browsing(STRIP))).toEqual([DESK, govee, wiz]);
    for (const { config } of [DESK, govee, wiz]) expect(lampConfig.safeParse(config).success).toBe(true);
    expect(ended).toContain('browsing');
  });

  test('finds nothing in a network where nobody answers, or answers as no bulb would', async () => {
    bulb.pilot = { mac: '<script>' };
    strip.sku = '<script>';
    expect(await look(browsing())).toEqual([]);
    expect(await look(() => Promise.reject(new Error('no network')))).toEqual([]);
  });

  test('stops listening to whoever answers without end', async () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ ...STRIP, host: `10.0.0.${at}` }));
    expect((await look(browsing(...many))).length).toBe(64);
  });

  describe('with a Hue bridge', () => {
    let bridge: FakeHue;
    beforeEach(async () => {
      bridge = await FakeHue.open(clock);
    });
    afterEach(() => bridge.close());

    const lookForHue = async (timers = 1) => {
      const { port } = bridge;
      const announced = { type: 'hue', name: 'Hue Bridge', host: '127.0.0.1', port };
      const lamps = await look(browsing(announced), timers);
      return lamps.filter(({ config }) => config.driver === 'hue');
    };

    test('finds its lamps of colours while its button holds, key and certificate included', async () => {
      bridge.pressButton();
      const lamps = await lookForHue();
      const { port, certificate } = bridge;
      const access = { driver: 'hue', host: '127.0.0.1', port, app_key: 'fresh', certificate };
      expect(lamps).toEqual([{ name: 'Hue Desk at 127.0.0.1', config: { ...access, light: HUE_DESK } }]);
      expect(lampConfig.safeParse(lamps[0]?.config).success).toBe(true);
    });

    test('finds none before the button is pressed, nor half a minute later', async () => {
      expect(await lookForHue()).toEqual([]);
      bridge.pressButton();
      clock.advance(30_001);
      expect(await lookForHue()).toEqual([]);
      expect(bridge.keys).toEqual(new Set(['right']));
    });

    test('does not wait for one that says nothing', async () => {
      bridge.isSilent = true;
      expect(await lookForHue(2)).toEqual([]);
      expect(clock.pending).toBe(0);
    });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Nearby } from '../../../src/core/plugin/index.js';
import { lampConfig } from '../../../src/plugins/smart-bulb/lamp-config.js';
import { type Browse, lampsNearby } from '../../../src/plugins/smart-bulb/nearby.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeWiz } from './fake-wiz.js';

const DESK: Nearby = { name: 'Desk at 192.168.1.40', config: { driver: 'wled', host: '192.168.1.40' } };

describe('looking for lamps nearby', () => {
  const clock = new FakeClock();
  let bulb: FakeWiz;
  let ended: string[];

  beforeEach(async () => {
    bulb = await FakeWiz.open();
    ended = [];
  });
  afterEach(() => bulb.close());

  const browsing =
    (...lamps: Nearby[]): Browse =>
    async (found) => {
      lamps.forEach(found);
      return () => ended.push('browsing');
    };

  /** One look around, two seconds of the bridge's clock after the bulb was called. */
  async function look(browse: Browse): Promise<readonly Nearby[]> {
    const before = bulb.packets.length;
    const looking = lampsNearby(clock, { port: bulb.port, addresses: ['127.0.0.1'], browse });
    await expect.poll(() => bulb.packets.length).toBeGreaterThan(before);
    clock.advance(2_000);
    return looking;
  }

  test('finds the WiZ bulb that answers and the WLED that tells of itself, with settings that can be saved', async () => {
    const wiz = { name: 'WiZ 000001 at 127.0.0.1', config: { driver: 'wiz', host: '127.0.0.1' } };
    await expect.poll(() => look(browsing(DESK))).toEqual([DESK, wiz]);
    for (const { config } of [DESK, wiz]) expect(lampConfig.safeParse(config).success).toBe(true);
    expect(ended).toContain('browsing');
  });

  test('finds nothing in a network where nobody answers, or answers as no bulb would', async () => {
    bulb.pilot = { mac: '<script>' };
    expect(await look(browsing())).toEqual([]);
    expect(await look(() => Promise.reject(new Error('no network')))).toEqual([]);
  });

  test('stops listening to whoever answers without end', async () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      name: `${at}`,
      config: { driver: 'wled', host: `10.0.0.${at}` },
    }));
    expect((await look(browsing(...many))).length).toBe(64);
  });
});

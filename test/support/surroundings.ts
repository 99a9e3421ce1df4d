import type { Surroundings } from '../../src/core/host/instance.js';
import type { Clock } from '../../src/core/plugin/clock.js';
import type { HttpMounts } from '../../src/core/plugin/plugin-context.js';
import { SilentLogger } from './silent-logger.js';

const noMounts: HttpMounts = {
  mountFor: (id) => ({
    prefix: `/plugins/${id}`,
    route: () => () => {},
    socket: () => () => {},
    unmountAll: () => {},
  }),
};

/** What a plugin instance needs around it, with nothing real but the clock the test moves. */
export function surroundingsWith(
  clock: Clock,
  changed = () => {},
): Surroundings & { readonly log: SilentLogger } {
  return {
    clock,
    log: new SilentLogger(),
    mounts: noMounts,
    udp: { listen: () => Promise.reject(new Error('no UDP in this test')) },
    door: {
      request: () => Promise.reject(new Error('no door in this test')),
      admit: () => {
        throw new Error('no door in this test');
      },
    },
    dataDirFor: (id) => `/nowhere/${id}`,
    changed,
  };
}

/** Lets promises that are already settled take effect. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

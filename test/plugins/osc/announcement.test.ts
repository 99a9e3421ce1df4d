import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Bonjour } from 'bonjour-service';
import { afterEach, expect, test } from 'vitest';
import { announce } from '../../../src/plugins/osc/announcement.js';

const undos: (() => unknown)[] = [];
afterEach(() => {
  for (const undo of undos.splice(0)) undo();
});

/** Some containers have no network that more than one can be spoken to at once. */
async function hasMulticast(): Promise<boolean> {
  const socket = createSocket('udp4').bind(0);
  await once(socket, 'listening');
  try {
    socket.addMembership('224.0.0.251');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}

test.skipIf(!(await hasMulticast()))(
  'others on the network find the services by mDNS, with their ports',
  async () => {
    const name = `FretCoach ${process.pid}-${Date.now()}`;
    const troubles: unknown[] = [];
    undos.push(
      await announce(
        [
          { name, type: 'osc', port: 22_101 },
          { name, type: 'oscjson', port: 22_102 },
        ],
        (error) => troubles.push(error),
      ),
    );
    const neighbour = new Bonjour();
    undos.push(() => neighbour.destroy());
    const find = (type: string, protocol: 'udp' | 'tcp') =>
      new Promise<number>((resolve) => {
        neighbour.find({ type, protocol }, (service) => service.name === name && resolve(service.port));
      });
    expect(await Promise.all([find('osc', 'udp'), find('oscjson', 'tcp')])).toEqual([22_101, 22_102]);
    expect(troubles).toEqual([]);
  },
);

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Database } from '../../../src/core/persistence/database.js';
import { embeddedServer, freshDatabase, ownFolder } from '../../support/database.js';
import { FakeClock } from '../../support/fake-clock.js';
import { SilentLogger } from '../../support/silent-logger.js';

test('a database that answers while the bridge stops is let go as well', async () => {
  const server = await embeddedServer();
  const { address, drop } = await freshDatabase(server);
  onTestFinished(drop);
  const gate = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void gate.close());
  await once(gate, 'listening');
  const { port } = gate.address() as AddressInfo;
  const database = new Database(
    {
      external: { ...address, host: '127.0.0.1', port },
      dataDir: ownFolder(),
      clock: new FakeClock(),
      log: new SilentLogger(),
    },
    { onReady: () => {}, onUnreachable: () => {} },
  );
  const connecting = database.connect();
  const [knocking] = (await once(gate, 'connection')) as [Socket];
  const closing = database.close();
  const open = (socket: Socket) =>
    socket.pipe(connect(join(server.host, `.s.PGSQL.${server.port}`))).pipe(socket);
  gate.on('connection', open);
  open(knocking);
  await Promise.all([connecting, closing]);
  expect(database.isReady).toBe(false);
});

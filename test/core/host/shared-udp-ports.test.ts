import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { SharedUdpPorts } from '../../../src/core/host/shared-udp-ports.js';

const loopback = { host: '127.0.0.1', port: 0 };

test('a datagram from port 0 cannot be answered, and does no harm', async () => {
  const port = await new SharedUdpPorts().listen(loopback, () => {});
  onTestFinished(port.close);
  const peer = createSocket('udp4').bind(0, loopback.host);
  onTestFinished(() => void peer.close());
  await once(peer, 'listening');
  port.send(Buffer.from('lost'), { address: loopback.host, port: 0 });
  port.send(Buffer.from('heard'), { address: loopback.host, port: peer.address().port });
  const [packet] = await once(peer, 'message');
  expect(String(packet)).toBe('heard');
});

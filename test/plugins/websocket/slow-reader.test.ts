import { createConnection, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { noteFeedback } from '../../support/feedback-samples.js';
import { startOverlayBridge } from '../../support/overlay-bridge.js';
import { WireClient } from '../../support/wire-client.js';

/** A client that shakes hands, subscribes, and then never reads again. */
async function stalledClient(port: number): Promise<Socket> {
  const socket = createConnection(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  socket.write(masked('{"type":"identify","protocol":1,"client":"stalled","subscribe":[{"topic":"note"}]}'));
  return socket;
}

/** A text frame of less than 126 bytes, as RFC 6455 section 5.2 draws it. */
function masked(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

test('a stalled client harms nobody and is sent away', async () => {
  const bridge = await startOverlayBridge();
  await stalledClient(bridge.port);
  const healthy = await WireClient.ready(bridge.url, { subscribe: [{ topic: 'note' }] });
  for (let round = 0; round < 400; round++) {
    for (let at = 0; at < 50; at++) bridge.overlay.deliver(noteFeedback({ id: `guitar:${at}` }));
    await healthy.settled();
    bridge.bench.clock.advance(40);
  }
  expect(healthy.of('event', 'note')).toHaveLength(20_000);
  expect(healthy.of('gap')).toHaveLength(0);
  bridge.bench.clock.advance(10_000);
  await healthy.settled();
  bridge.bench.clock.advance(2_000);
  expect(bridge.bench.details).toMatchObject({ clients: 1 });
}, 30_000);

// From a note-on of a pickup (Web MIDI) or a DAW (OSC over UDP) to the note at a WebSocket client, through the real bridge.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import osc from 'osc';
import { WebSocket } from 'ws';
import { ownFolder, percentile, startBridge } from './support/bridge-process.mjs';

const NOTES = 600;
const WARM_UP = 100;
const EVERY_MS = 20;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const socket = createSocket('udp4');
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');
const oscPort = await freePort();
const { folder, remove } = ownFolder();
const bridge = await startBridge(folder, {
  pickup: { use: 'midi', config: { source: 'web', preset: 'roland-mono' } },
  daw: { use: 'osc', config: { port: oscPort } },
  overlay: { use: 'websocket' },
});
const base = bridge.url.replace('http', 'ws');

let heard = () => {};
const client = new WebSocket(`${base}/ws`, 'fretcoach.v1');
await new Promise((ready) => {
  client.on('message', (text) => {
    const message = JSON.parse(text.toString());
    if (message.type === 'hello')
      client.send(
        JSON.stringify({ type: 'identify', protocol: 1, client: 'bench', subscribe: [{ topic: 'note' }] }),
      );
    if (message.type === 'ready') ready();
    if (message.type === 'event' && message.topic === 'note' && message.data.phase === 'onset') heard();
  });
});
const page = new WebSocket(`${base}/plugins/pickup/web-midi`);
await once(page, 'open');
page.send(JSON.stringify({ device: 'bench' }));
await pause(100);

const midi = (note) => page.send(JSON.stringify({ t: performance.now(), data: [0x90, note, 100] }));
const overOsc = (note) =>
  socket.send(
    osc.writePacket(
      { address: '/fretcoach/note', args: [1, note, 100].map((value) => ({ type: 'i', value })) },
      { metadata: true },
    ),
    oscPort,
    '127.0.0.1',
  );

for (const [name, play] of Object.entries({ 'MIDI (page)': midi, 'OSC (UDP)': overOsc })) {
  const took = [];
  for (let count = 0; count < NOTES; count++) {
    const begun = performance.now();
    const arrived = new Promise((done) => {
      heard = done;
    });
    play(64 + (count % 12));
    await Promise.race([arrived, pause(1000)]);
    took.push(performance.now() - begun);
    await pause(EVERY_MS);
  }
  const counted = took.slice(WARM_UP);
  const [median, p99] = [percentile(counted, 0.5), percentile(counted, 0.99)];
  console.log(
    `${name} note-on to client: median ${median.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, worst ${Math.max(...counted).toFixed(2)} ms of ${counted.length}`,
  );
}
for (const each of [client, page]) each.close();
socket.close();
await bridge.stop();
remove();

async function freePort() {
  const probe = createSocket('udp4');
  probe.bind(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

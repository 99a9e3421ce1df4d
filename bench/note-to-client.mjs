// From a note-on of a pickup (Web MIDI) or a DAW (OSC over UDP) to the note at a WebSocket client, through the real bridge;
// beside it, in turns, the same way through a process that only hands messages on: what the machine itself takes.
import { fork } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import osc from 'osc';
import { WebSocket } from 'ws';
import { optimiseOnlyWhatRunsHot } from '../dist/core/system/calm-compiler.js';
import { ownFolder, startBridge } from './support/bridge-process.mjs';
import { percentile } from './support/percentile.mjs';

// The stopwatch keeps still as the bridge does: else its own compiler is measured, on every way.
optimiseOnlyWhatRunsHot();
const ROUNDS = 600;
const WARM_UP = 100;
const EVERY_MS = 20;
const LOST_MS = 1000;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const socket = createSocket('udp4');
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');
const oscPort = await freePort();
const { folder, remove } = ownFolder();
const relay = fork(new URL('./support/bare-relay.mjs', import.meta.url));
const [relayPort] = await once(relay, 'message');
const bridge = await startBridge(folder, {
  pickup: { use: 'midi', config: { source: 'web', preset: 'roland-mono' } },
  daw: { use: 'osc', config: { port: oscPort } },
  overlay: { use: 'websocket' },
});
const base = bridge.url.replace('http', 'ws');

let heard = () => {};
const sockets = [];
const client = await connected(`${base}/ws`, 'fretcoach.v1');
await new Promise((ready) => {
  client.on('message', (text) => {
    const message = JSON.parse(text.toString());
    if (message.type === 'ready') ready();
    if (message.type === 'event' && message.topic === 'note' && message.data.phase === 'onset') heard();
  });
  const subscribe = [{ topic: 'note' }];
  client.send(JSON.stringify({ type: 'identify', protocol: 1, client: 'bench', subscribe }));
});
const page = await connected(`${base}/plugins/pickup/web-midi`);
page.send(JSON.stringify({ device: 'bench' }));
const sender = await connected(`ws://127.0.0.1:${relayPort}`);
(await connected(`ws://127.0.0.1:${relayPort}`)).on('message', (text) => {
  JSON.parse(text.toString());
  heard();
});
await pause(100);

const noteOn = (note) => JSON.stringify({ t: performance.now(), data: [0x90, note, 100] });
const overOsc = (note) => {
  const args = [1, note, 100].map((value) => ({ type: 'i', value }));
  return osc.writePacket({ address: '/fretcoach/note', args }, { metadata: true });
};
const ways = {
  'bare relay': (note) => sender.send(noteOn(note)),
  'MIDI (page)': (note) => page.send(noteOn(note)),
  'OSC (UDP)': (note) => socket.send(overOsc(note), oscPort, '127.0.0.1'),
};
const took = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));

for (let round = 0; round < ROUNDS; round++) {
  for (const [name, play] of Object.entries(ways)) {
    const begun = performance.now();
    const arrived = new Promise((done) => {
      heard = done;
    });
    play(64 + (round % 12));
    await Promise.race([arrived, pause(LOST_MS)]);
    took[name].push(performance.now() - begun);
    await pause(EVERY_MS);
  }
}
for (const [name, all] of Object.entries(took)) {
  const counted = all.slice(WARM_UP).sort((a, b) => a - b);
  const [median, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(counted, share).toFixed(2));
  const lost = counted.filter((milliseconds) => milliseconds >= LOST_MS).length;
  console.log(
    `${name.padEnd(12)} note-on to client: median ${median} ms, p95 ${p95}, p99 ${p99}, worst ${counted.at(-1).toFixed(2)} of ${counted.length}, lost ${lost}`,
  );
}
for (const each of sockets) each.close();
socket.close();
relay.disconnect();
await bridge.stop();
remove();

async function connected(url, protocol) {
  const opened = new WebSocket(url, protocol);
  sockets.push(opened);
  await once(opened, 'open');
  return opened;
}

async function freePort() {
  const probe = createSocket('udp4');
  probe.bind(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

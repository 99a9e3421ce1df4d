// From the last sample of a block of sound to the event at a WebSocket client, through the real bridge:
// a page's microphone sends 256 samples every 5.8 ms, and a client waits for the pitch they bring.
import { WebSocket } from 'ws';
import { ownFolder, startBridge } from './support/bridge-process.mjs';
import { percentile } from './support/percentile.mjs';

const { addPluck } = await import('../dist/plugins/audio/plucked-string.js');

const SAMPLE_RATE = 44_100;
const BLOCK = 256;
const SECONDS = 20;
const WARM_UP = 500;

const { folder, remove } = ownFolder();
const bridge = await startBridge(folder, {
  guitar: { use: 'audio', config: { source: 'browser', tuning: 'standard' } },
  overlay: { use: 'websocket' },
});
const base = bridge.url.replace('http', 'ws');

const samples = new Float32Array(SECONDS * SAMPLE_RATE);
for (let at = 0, note = 0; at < SECONDS - 1; at += 0.5, note++) {
  addPluck(samples, SAMPLE_RATE, at * SAMPLE_RATE, {
    frequency: 110 * 2 ** ((note % 12) / 12),
    duration: 0.45,
  });
}

let waitingSince = null;
const latencies = [];
const noteLatencies = [];
let lastBlockAt = 0;
const client = new WebSocket(`${base}/ws`, 'fretcoach.v1');
await new Promise((ready) => {
  client.on('message', (text) => {
    const now = performance.now();
    const message = JSON.parse(text.toString());
    if (message.type === 'hello') {
      const subscribe = [{ topic: 'pitch', mode: 'all' }, { topic: 'note' }];
      client.send(JSON.stringify({ type: 'identify', protocol: 1, client: 'bench', subscribe }));
    }
    if (message.type === 'ready') ready();
    if (message.type === 'event' && message.topic === 'pitch' && waitingSince !== null) {
      latencies.push(now - waitingSince);
      waitingSince = null;
    }
    if (message.type === 'event' && message.topic === 'note' && message.data.phase === 'onset')
      noteLatencies.push(now - lastBlockAt);
  });
});

const microphone = new WebSocket(`${base}/plugins/guitar/microphone`);
await new Promise((open) => microphone.once('open', open));
microphone.send(JSON.stringify({ type: 'hello', sample_rate: SAMPLE_RATE, device: 'bench' }));
const begun = performance.now();
for (let at = 0; at + BLOCK <= samples.length; at += BLOCK) {
  const due = begun + ((at + BLOCK) * 1000) / SAMPLE_RATE;
  const early = due - performance.now();
  if (early > 0) await new Promise((go) => setTimeout(go, early));
  lastBlockAt = performance.now();
  waitingSince ??= lastBlockAt;
  microphone.send(samples.slice(at, at + BLOCK));
}
const counted = latencies.slice(WARM_UP);
console.log(
  `block to client: median ${percentile(counted, 0.5).toFixed(2)} ms, p99 ${percentile(counted, 0.99).toFixed(2)} ms, worst ${Math.max(...counted).toFixed(2)} ms of ${counted.length} blocks`,
);
console.log(
  `the block that decides a note, to the note at the client: median ${percentile(noteLatencies, 0.5).toFixed(2)} ms, worst ${Math.max(...noteLatencies).toFixed(2)} ms of ${noteLatencies.length} notes`,
);
microphone.close();
client.close();
await bridge.stop();
remove();

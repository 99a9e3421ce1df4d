// `fretcoach calibrate` with a player whose delay is known: it hears the sixteen clicks from a sound server of its own, waits,
// and plays a note over MIDI or OSC. What is told beyond the delay is the error. Needs pulseaudio.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import osc from 'osc';
import { WebSocket } from 'ws';
import { ownFolder, startBridge } from './support/bridge-process.mjs';

const OSC_PORT = 22191;
const RUNS = [
  ['pickup', 0],
  ['pickup', 40],
  ['pickup', 120],
  ['daw', 40],
];
const CLI = new URL('../dist/cli/main.js', import.meta.url).pathname;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

if (spawnSync('pulseaudio', ['--version']).error) {
  console.log('left out: pulseaudio is not installed');
  process.exit(0);
}
const { folder, remove } = ownFolder();
const server = await soundServer();
const bridge = await startBridge(folder, {
  pickup: { use: 'midi', config: { source: 'web', preset: 'roland-mono' } },
  daw: { use: 'osc', config: { port: OSC_PORT } },
  overlay: { use: 'websocket' },
});
const page = new WebSocket(`${bridge.url.replace('http', 'ws')}/plugins/pickup/web-midi`);
await once(page, 'open');
page.send(JSON.stringify({ device: 'a player' }));
const udp = createSocket('udp4');

const midi = (velocity) => page.send(JSON.stringify({ t: performance.now(), data: [0x90, 64, velocity] }));
const overOsc = (velocity) => {
  const args = [1, 64, velocity].map((value) => ({ type: 'i', value }));
  udp.send(osc.writePacket({ address: '/fretcoach/note', args }, { metadata: true }), OSC_PORT, '127.0.0.1');
};
const ways = { pickup: midi, daw: overOsc };
let hear = () => {};
const ear = listen(() => hear());

for (const [input, delay] of RUNS) {
  hear = () => {
    setTimeout(() => ways[input](100), delay);
    setTimeout(() => ways[input](0), delay + 100);
  };
  const { latency_ms, spread_ms, clicks_heard } = await calibrate(input);
  console.log(
    `${input}: played ${delay} ms after the click, told ${latency_ms} ms (± ${spread_ms}), ${clicks_heard} of 16 heard`,
  );
}
page.close();
udp.close();
ear.kill();
await bridge.stop();
server.kill();
remove();

async function soundServer() {
  const socket = join(folder, 'sound-server');
  process.env.PULSE_SERVER = `unix:${socket}`;
  const modules = [
    'module-null-sink sink_name=out rate=48000 channels=1',
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
  ];
  const args = ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'];
  const env = { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder };
  const child = spawn('pulseaudio', [...args, ...modules.map((module) => `--load=${module}`)], {
    env,
    stdio: 'ignore',
  });
  while (spawnSync('pactl', ['info']).status !== 0) await pause(20);
  return child;
}

/** Calls once for each click. */
function listen(clicked) {
  const format = ['--raw', '--format=float32le', '--rate=48000', '--channels=1', '--latency-msec=5'];
  const child = spawn('parec', ['-d', 'out.monitor', ...format], { stdio: ['ignore', 'pipe', 'ignore'] });
  let last = 0;
  child.stdout.on('data', (bytes) => {
    const isLoud = Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readFloatLE(4 * at)).some(
      (sample) => Math.abs(sample) > 0.1,
    );
    if (!isLoud || performance.now() - last < 300) return;
    last = performance.now();
    clicked();
  });
  return child;
}

function calibrate(input) {
  const config = join(folder, 'plugins.config.json');
  const { port } = new URL(bridge.url);
  const args = [CLI, 'calibrate', input, '--json', '--config', config, '--port', port];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
  });
}

// Many clients at 50 events a second: the bridge's WebSocket against a bare broadcast of the same bytes with `ws`,
// in one run. Then as fast as clients confirm, and with one client that never reads.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { overlayServer } from './support/overlay-server.mjs';
import { percentile } from './support/percentile.mjs';

const { noteFeedback } = await import('../dist/core/plugin/testing/feedback-samples.js');

const RATE = 50;
const SECONDS = 6;
const BATCH = 50;
const absolute = () => performance.timeOrigin + performance.now();

const feedback = () => noteFeedback({}, absolute());

async function bridge() {
  const server = await overlayServer();
  return {
    ...server,
    name: 'fretcoach',
    url: `${server.origin.replace('http', 'ws')}/ws`,
    publish: () => server.deliver(feedback()),
  };
}

/** What the bytes cost when nobody guards, numbers, remembers or helps. */
async function bare() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.send('{"type":"snapshot"}');
  });
  const sample = await wireBytes();
  let seq = 0;
  return {
    name: 'bare ws',
    url: `ws://127.0.0.1:${server.address().port}`,
    publish() {
      const bytes = Buffer.from(JSON.stringify({ ...sample, seq: ++seq, t: absolute() }));
      for (const socket of server.clients) socket.send(bytes, { binary: false });
    },
    figures: () => ({}),
    async stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

async function wireBytes() {
  const { dataToWire } = await import('../dist/core/wire/index.js');
  return { type: 'event', topic: 'note', seq: 0, t: 0, data: dataToWire(feedback()) };
}

const clients = fork(join(import.meta.dirname, 'support/wire-clients.mjs'));
async function ask(command, answer = 'ready') {
  clients.send(command);
  for (;;) {
    const [message] = await once(clients, 'message');
    if (message.type === answer) return message;
  }
}

/** At the pace of a busy player. */
async function atRate(server, count, stalled = 0) {
  await ask({ type: 'connect', url: server.url, count, stalled });
  await ask({ type: 'reset' });
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let at = 0; at < RATE * SECONDS; at++) {
    server.publish();
    await sleep(Math.max(0, began + ((at + 1) * 1000) / RATE - performance.now()));
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - began) / 1000;
  await sleep(500);
  const told = await ask({ type: 'tell' }, 'told');
  const rss = process.memoryUsage.rss();
  await ask({ type: 'leave' });
  await sleep(200);
  return {
    ...told,
    share: told.received / (RATE * SECONDS * count),
    cpu: (user + system) / 1e4 / seconds,
    rss,
  };
}

/** As fast as all clients confirm batches: events delivered a second, and microseconds of our CPU for each. */
async function atFullSpeed(server, count, milliseconds) {
  await ask({ type: 'connect', url: server.url, count });
  await ask({ type: 'reset' });
  let total = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  while (performance.now() - began < milliseconds) {
    for (let at = 0; at < BATCH; at++) server.publish();
    total += BATCH * count;
    await ask({ type: 'expect', total }, 'reached');
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await ask({ type: 'leave' });
  return { rate: total / seconds, cpu: (user + system) / total };
}

const servers = [await bare(), await bridge()];
const ms = (value) => `${value.toFixed(2)} ms`;
process.stdout.write(
  `${RATE} events/s to each client for ${SECONDS} s; one event has ${JSON.stringify(await wireBytes()).length + 16} bytes\n`,
);
for (const count of [10, 100, 1000]) {
  for (const server of servers) {
    const { share, p50, p99, cpu, rss } = await atRate(server, count);
    process.stdout.write(
      `${String(count).padStart(5)} clients  ${server.name.padEnd(10)} delivered ${(100 * share).toFixed(2)} %  p50 ${ms(p50)}  p99 ${ms(p99)}  CPU ${cpu.toFixed(1)} %  RSS ${(rss / 2 ** 20).toFixed(0)} MB\n`,
    );
  }
}

process.stdout.write(
  '\nas fast as clients confirm: medians of rounds that alternate, ratio to the bare round beside\n',
);
for (const count of [10, 100, 1000]) {
  const rounds = [];
  for (let round = 0; round < 8; round++) {
    const [bareRound, ourRound] = [
      await atFullSpeed(servers[0], count, 1_000),
      await atFullSpeed(servers[1], count, 1_000),
    ];
    if (round > 0) rounds.push({ bareRound, ourRound });
  }
  const of = (read) => percentile(rounds.map(read), 0.5);
  const rates = `events/s ${of(({ bareRound }) => bareRound.rate).toFixed(0)} bare, ${of(({ ourRound }) => ourRound.rate).toFixed(0)} ours`;
  const ratio = of(({ bareRound, ourRound }) => ourRound.rate / bareRound.rate);
  const cpu = `CPU us/event ${of(({ bareRound }) => bareRound.cpu).toFixed(2)} bare, ${of(({ ourRound }) => ourRound.cpu).toFixed(2)} ours`;
  process.stdout.write(`${String(count).padStart(5)} clients  ${rates}, ratio ${ratio.toFixed(2)}  ${cpu}\n`);
}

process.stdout.write('\n100 clients, and one more that never reads\n');
for (const stalled of [0, 1]) {
  const { share, p50, p99 } = await atRate(servers[1], 100, stalled);
  process.stdout.write(
    `  ${stalled} stalled: delivered ${(100 * share).toFixed(2)} %  p50 ${ms(p50)}  p99 ${ms(p99)}\n`,
  );
}
process.stdout.write(`  ${JSON.stringify(servers[1].figures())}\n`);
clients.disconnect();
for (const server of servers) await server.stop();

// A process of its own that holds many WebSocket clients and counts what they hear.
import { WebSocket } from 'ws';
import { percentile } from './percentile.mjs';

const clock = () => performance.timeOrigin + performance.now();
let sockets = [];
let received = 0;
let latencies = [];
let target = Number.POSITIVE_INFINITY;

const IDENTIFY = JSON.stringify({
  type: 'identify',
  protocol: 1,
  client: 'bench',
  subscribe: [{ topic: 'note' }],
});

function hear(socket, text, ready) {
  if (text.startsWith('{"type":"event"')) {
    received++;
    if (received % 17 === 0) latencies.push(clock() - Number(/"t":([\d.]+)/.exec(text)[1]));
    if (received >= target) reached();
  } else if (text.startsWith('{"type":"hello"')) socket.send(IDENTIFY);
  else if (text.startsWith('{"type":"snapshot"')) ready();
}

function reached() {
  target = Number.POSITIVE_INFINITY;
  process.send({ type: 'reached' });
}

async function connect({ url, count, stalled = 0 }) {
  const opening = Array.from({ length: count + stalled }, (_, at) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (bytes) => hear(socket, bytes.toString(), resolve));
    }).then(() => {
      if (at >= count) socket.pause();
    });
  });
  await Promise.all(opening);
}

const commands = {
  async connect(command) {
    await connect(command);
    process.send({ type: 'ready' });
  },
  expect({ total }) {
    target = total;
    if (received >= total) reached();
  },
  reset() {
    received = 0;
    latencies = [];
    process.send({ type: 'ready' });
  },
  tell() {
    process.send({
      type: 'told',
      received,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
    });
  },
  leave() {
    for (const socket of sockets) socket.terminate();
    sockets = [];
    process.send({ type: 'ready' });
  },
};
process.on('message', (command) => commands[command.type](command));

// How many OSC packets a second are read, against the osc package in the same run, and how long the nastiest take.
import { createSocket } from 'node:dgram';
import osc from 'osc';
import { SharedUdpPorts } from '../dist/core/host/shared-udp-ports.js';
import { TestBench } from '../dist/core/plugin/testing/index.js';
import { input } from '../dist/plugins/osc/index.js';
import { decodePacket } from '../dist/plugins/osc/osc-packet.js';

const say = (name, text) => process.stdout.write(`${name.padEnd(44)} ${text}\n`);
const perSecond = (count, milliseconds) =>
  `${Math.round((count / milliseconds) * 1000).toLocaleString('en')}/s`;
const note = {
  address: '/fretcoach/note',
  args: [1, 64, 100].map((value) => ({ type: 'i', value })),
};
const packets = {
  note: osc.writePacket(note, { metadata: true }),
  'bundle of 8 notes': osc.writePacket(
    { timeTag: { raw: [0, 1] }, packets: Array.from({ length: 8 }, () => note) },
    { metadata: true },
  ),
};

function timed(count, run) {
  for (let round = 0; round < count / 10; round++) run();
  const begun = performance.now();
  for (let round = 0; round < count; round++) run();
  return performance.now() - begun;
}

for (const [name, packet] of Object.entries(packets)) {
  const ours = timed(100_000, () => decodePacket(packet));
  const theirs = timed(100_000, () => osc.readPacket(packet, { metadata: true }));
  say(`decode ${name}`, `${perSecond(100_000, ours)} (osc package ${perSecond(100_000, theirs)})`);
}

const bytes = (text) => Uint8Array.from(Buffer.from(text, 'latin1'));
const nasty = {
  'arrays of arrays': bytes(`/a\0\0,${'[]'.repeat(32_000)}\0\0\0`),
  'open brackets': bytes(`/a\0\0,${'['.repeat(64_000)}\0\0\0`),
  'true, true, true': bytes(`/a\0\0,${'T'.repeat(64_000)}\0\0\0`),
  'empty elements': bytes(`#bundle\0${'\0'.repeat(64_000)}`),
  'tiny messages': bytes(`#bundle\0${'\0'.repeat(8)}${'\0\0\0\x04/a\0\0'.repeat(7_900)}`),
  'nested bundles': bytes(`#bundle\0${'\0'.repeat(8)}\0\0\xf0\0`.repeat(3_000)),
  'one long string': bytes(`/${'a'.repeat(64_000)}`),
};
/** Processor time, so that other programs of the machine do not count. */
function costs(packet) {
  const all = Array.from({ length: 50 }, () => {
    const before = process.cpuUsage();
    decodePacket(packet, 65_536);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return `${all[25].toFixed(2)} ms, worst of 50 ${all.at(-1).toFixed(2)} ms`;
}
for (const [name, packet] of Object.entries(nasty)) say(`64 KB of ${name}`, costs(packet));

const bench = new TestBench(new SharedUdpPorts());
const plugin = input.create(bench.contextFor(input.config.parse({ port: 0 })));
await plugin.start();
const sender = createSocket('udp4');
const TOTAL = 100_000;
const begun = performance.now();
for (let sent = 0; sent < TOTAL; sent += 25) {
  for (let each = 0; each < 25; each++) sender.send(packets.note, bench.details.port, '127.0.0.1');
  await new Promise((done) => setImmediate(done));
}
let before = -1;
while (bench.emitted.length > before) {
  before = bench.emitted.length;
  await new Promise((done) => setTimeout(done, 50));
}
const heard = bench.emitted.filter(({ kind }) => kind === 'note-on').length;
const took = performance.now() - begun - 50;
say('notes through UDP and plugin, one process', `${perSecond(heard, took)} (${heard} of ${TOTAL} arrived)`);
sender.close();
await plugin.stop();

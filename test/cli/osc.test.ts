import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import osc from 'osc';
import { expect, test } from 'vitest';
import { oscCommand } from '../../src/cli/osc.js';
import { SharedUdpPorts } from '../../src/core/host/shared-udp-ports.js';
import { oscRule } from '../../src/plugins/osc/osc-rule.js';
import { NOW, type OscArgument } from '../../src/plugins/osc/osc-types.js';
import { proposeRule } from '../../src/plugins/osc/propose-rule.js';
import { FakeIo } from '../support/fake-io.js';

/** Sends packets to a running monitor until it has printed so many lines. */
async function monitor(args: readonly string[], packets: readonly Uint8Array[], lines: number) {
  const io = new FakeIo('/nowhere');
  const done = oscCommand(new SharedUdpPorts()).run(['monitor', '--port', '0', ...args], io);
  await expect.poll(() => io.errors).toHaveLength(1);
  const port = Number(/:(\d+)\./.exec(io.errors[0] ?? '')?.[1]);
  const socket = createSocket('udp4');
  for (const packet of packets) socket.send(packet, port, '127.0.0.1');
  await expect.poll(() => io.output.length).toBeGreaterThanOrEqual(lines);
  io.pressCtrlC();
  expect(await done).toBe(0);
  socket.close();
  await once(socket, 'close');
  return io;
}

const pack = (address: string, ...args: { type: string; value: unknown }[]) =>
  osc.writePacket({ address, args }, { metadata: true });

test('the monitor shows addresses, types and values, and which preset takes them', async () => {
  const note = pack(
    '/fretcoach/note',
    { type: 'i', value: 1 },
    { type: 'i', value: 64 },
    { type: 'f', value: 0.8 },
  );
  const io = await monitor([], [note], 1);
  expect(io.output).toEqual(['/fretcoach/note  ,iif  1  64  0.8  [fretcoach]']);
});

test('it proposes a rule for an address that nobody knows, once', async () => {
  const pitch = pack('/synth/pitch', { type: 'f', value: 220 }, { type: 'f', value: 0.9 });
  const io = await monitor([], [pitch, pitch], 3);
  expect(io.output).toEqual([
    '/synth/pitch  ,ff  220  0.9',
    '    No preset knows it. Try this rule: {"address":"/synth/pitch","as":"pitch","args":["hz","confidence"]}',
    '/synth/pitch  ,ff  220  0.9',
  ]);
});

test('as JSON; what is wrong with a packet is told beside', async () => {
  const io = await monitor(
    ['--json'],
    [Buffer.from('junk'), pack('/x', { type: 's', value: 'a\u001b[31m' })],
    1,
  );
  expect(io.output.map((line) => JSON.parse(line))).toEqual([
    { address: '/x', types: 's', values: ['a\u001b[31m'], presets: [] },
  ]);
  expect(io.errors).toContain('In a packet of 4 bytes: not-osc.');
});

test('nothing that a stranger sends reaches the terminal as a control character', async () => {
  const io = await monitor([], [pack('/\u001b[2Jx', { type: 's', value: '\u0007bell' })], 1);
  expect(io.output.join('')).not.toMatch(/\p{Cc}/u);
});

test('a port that a bridge holds is told with the way out', async () => {
  const holder = await new SharedUdpPorts().listen({ host: '127.0.0.1', port: 0 }, () => {});
  const args = ['monitor', '--port', String(holder.port)];
  await expect(oscCommand(new SharedUdpPorts()).run(args, new FakeIo('/nowhere'))).rejects.toMatchObject({
    message: expect.stringContaining('taken'),
    hint: expect.stringContaining(`--port ${holder.port + 1}`),
  });
  holder.close();
});

const f = (value: number): OscArgument => ({ type: 'f', value });
const s = (value: string): OscArgument => ({ type: 's', value });

test.each<[string, OscArgument[], string | null, string[]]>([
  ['/guitar/note', [f(64), f(1)], 'note', ['midi', 'velocity']],
  ['/guitar/note', [f(2), f(64), f(1)], 'note', ['string', 'midi', 'velocity']],
  ['/noteoff', [f(64)], 'note-off', ['midi']],
  ['/f0', [f(82.4)], 'pitch', ['midi']],
  ['/freq', [f(440)], 'pitch', ['hz']],
  ['/attack', [], 'onset', []],
  ['/song/bpm', [f(96)], 'transport', ['tempo']],
  ['/position', [s('3.1.00')], 'transport', ['position']],
  ['/track/vu', [f(3), f(0.4)], 'level', ['_', 'amp']],
  ['/x', [f(440)], 'pitch', ['hz']],
  ['/x', [s('hello')], null, []],
])('for %s %j it would propose %s', (address, args, as, picks) => {
  const rule = proposeRule({ address, args, timeTag: NOW });
  expect(rule).toEqual(as === null ? null : { address, as, args: picks });
  if (rule) expect(() => oscRule.parse(rule)).not.toThrow();
});

test('a proposal that is no valid rule is not made', () => {
  expect(proposeRule({ address: '/pitch', args: [], timeTag: NOW })).toBeNull();
  expect(proposeRule({ address: '/my pitch', args: [f(440)], timeTag: NOW })).toBeNull();
});

import { spawn, spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import osc from 'osc';
import { afterEach, describe, expect, test } from 'vitest';
import type { FeedbackEvent } from '../../../src/core/plugin/index.js';
import { oscConfig } from '../../../src/plugins/osc/osc-config.js';
import { output } from '../../../src/plugins/osc/osc-output.js';
import * as samples from '../../support/feedback-samples.js';
import { freePort } from '../../support/free-port.js';
import { RecordingContext } from '../../support/recording-context.js';

const undos: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of undos.splice(0)) await undo();
});

async function bound(): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  undos.push(() => socket.close());
  return socket;
}

async function sendingTo(...ports: number[]) {
  const targets = ports.map((port) => ({ port }));
  const context = new RecordingContext(oscConfig.parse({ port: null, targets }));
  const plugin = output.create(context);
  undos.push(() => plugin.stop());
  await plugin.start();
  return { context, plugin };
}

function packetsAt(socket: Socket): Buffer[] {
  const packets: Buffer[] = [];
  socket.on('message', (packet) => packets.push(packet));
  return packets;
}

const note: FeedbackEvent = { topic: 'note', time: 1000, sessionId: samples.SESSION_ID, note: samples.openA };
const quality: FeedbackEvent = {
  topic: 'feedback',
  time: 1000,
  sessionId: samples.SESSION_ID,
  quality: 0.75,
  strictness: 0.5,
  judgement: 'in-tune',
  ambientLighting: true,
};
const pitch = (frequency: number | null): FeedbackEvent => ({
  topic: 'pitch',
  time: 0,
  sessionId: null,
  source: 'guitar',
  frequency,
  note: frequency ? 45 : null,
  cents: frequency ? -6.5 : null,
  clarity: 0.5,
  level: null,
});

describe('the OSC output', () => {
  test('what is said within one tick travels in one bundle that means "now"', async () => {
    const socket = await bound();
    const packets = packetsAt(socket);
    const { context, plugin } = await sendingTo(socket.address().port);
    plugin.deliver(note);
    plugin.deliver(quality);
    context.clock.advance(5);
    await expect.poll(() => packets).toHaveLength(1);
    const [packet = Buffer.alloc(0)] = packets;
    expect([...packet.subarray(0, 16)]).toEqual([...Buffer.from('#bundle\0'), 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(osc.readPacket(packet, { metadata: true })).toMatchObject({
      packets: [
        {
          address: '/fretcoach/out/note',
          args: [
            { type: 's', value: 'judged' },
            { type: 'i', value: 45 },
            { type: 's', value: 'A' },
            { type: 'f', value: -6.5 },
            { type: 'f', value: expect.closeTo(109.59, 4) },
            { type: 'i', value: 0 },
            { type: 'i', value: 5 },
            { type: 'i', value: 0 },
            { type: 'i', value: 1 },
            { type: 'f', value: 1 },
            { type: 's', value: 'in-tune' },
            { type: 'f', value: -1 },
            { type: 's', value: 'guitar:1' },
          ],
        },
        {
          address: '/fretcoach/out/feedback',
          args: [
            { type: 'f', value: 0.75 },
            { type: 's', value: 'in-tune' },
            { type: 'f', value: 0.5 },
            { type: 'i', value: 1 },
          ],
        },
      ],
    });
  });

  test('golden bytes of a pitch', async () => {
    const socket = await bound();
    const packets = packetsAt(socket);
    const { context, plugin } = await sendingTo(socket.address().port);
    plugin.deliver(pitch(110));
    context.clock.advance(5);
    await expect.poll(() => packets).toHaveLength(1);
    expect(packets[0]?.toString('latin1')).toBe(
      '#bundle\0\0\0\0\0\0\0\0\x01\0\0\0\x3c/fretcoach/out/pitch\0\0\0\0,fifffs\0' +
        '\x42\xdc\0\0\0\0\0\x2d\xc0\xd0\0\0\x3f\0\0\0\xc3\x10\0\0guitar\0\0',
    );
  });

  test('every target hears everything', async () => {
    const [one, two] = [await bound(), await bound()];
    const heard = [packetsAt(one), packetsAt(two)];
    const { context, plugin } = await sendingTo(one.address().port, two.address().port);
    plugin.deliver(note);
    context.clock.advance(5);
    await expect.poll(() => heard.map(({ length }) => length)).toEqual([1, 1]);
  });

  test('an address says no more than 200 things a second, and the newest pitch wins', async () => {
    const socket = await bound();
    const packets = packetsAt(socket);
    const { context, plugin } = await sendingTo(socket.address().port);
    for (let time = 0; time < 900; time += 1) {
      plugin.deliver(pitch(100 + time));
      context.clock.advance(1);
    }
    context.clock.advance(99);
    await expect.poll(() => packets.at(-1)?.readFloatBE(52)).toBe(999);
    expect(packets.length).toBeGreaterThan(150);
    expect(packets.length).toBeLessThanOrEqual(200);
  });

  test('notes wait for their turn instead of getting lost', async () => {
    const socket = await bound();
    const packets = packetsAt(socket);
    const { context, plugin } = await sendingTo(socket.address().port);
    for (let count = 0; count < 100; count += 1) plugin.deliver(note);
    context.clock.advance(1000);
    const notesIn = (packet: Buffer) => packet.toString('latin1').split('/note').length - 1;
    await expect.poll(() => packets.reduce((sum, packet) => sum + notesIn(packet), 0)).toBe(100);
    for (const packet of packets) expect(packet.length).toBeLessThan(1472);
  });

  test('without targets it says so and opens nothing', async () => {
    const { context, plugin } = await sendingTo();
    plugin.deliver(note);
    expect(context.lastStatus).toEqual({
      state: 'running',
      message: 'Sends nothing, as no targets are named.',
    });
    expect(context.clock.pending).toBe(0);
  });

  test('stops twice and leaves no timer', async () => {
    const { context, plugin } = await sendingTo((await bound()).address().port);
    plugin.deliver(note);
    plugin.stop();
    plugin.stop();
    plugin.deliver(note);
    expect(context.clock.pending).toBe(0);
  });
});

const hasLiblo = spawnSync('oscdump').error === undefined;

test.skipIf(!hasLiblo)('liblo reads what we write (needs oscdump of the package liblo-tools)', async () => {
  const port = await freePort();
  const dump = spawn('oscdump', ['-L', String(port)]);
  undos.push(() => dump.kill());
  let heard = '';
  dump.stdout.on('data', (chunk) => {
    heard += chunk;
  });
  const { context, plugin } = await sendingTo(port);
  const again = () => {
    plugin.deliver(note);
    context.clock.advance(5);
    return heard;
  };
  await expect.poll(again).toContain('/fretcoach/out/note sisffiiiifsfs "judged" 45 "A" -6.5');
});

import { execFileSync, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import fc from 'fast-check';
import osc from 'osc';
import { afterEach, describe, expect, test } from 'vitest';
import { oscConfig } from '../../../src/plugins/osc/osc-config.js';
import { input } from '../../../src/plugins/osc/osc-input.js';
import { decodePacket } from '../../../src/plugins/osc/osc-packet.js';
import { RecordingContext } from '../../support/recording-context.js';

const undos: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of undos.splice(0)) await undo();
});

async function listening(config: Parameters<typeof oscConfig.parse>[0] = {}) {
  const context = new RecordingContext(oscConfig.parse({ port: 0, ...(config as object) }));
  const plugin = input.create(context);
  undos.push(() => plugin.stop());
  await plugin.start();
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  undos.push(() => socket.close());
  const port = context.facts.port as number;
  const send = (packet: Uint8Array) => socket.send(packet, port, '127.0.0.1');
  return { context, plugin, socket, port, send };
}

const message = (address: string, ...args: { type: string; value: unknown }[]) =>
  osc.writePacket({ address, args }, { metadata: true });
const int = (value: number) => ({ type: 'i', value });
const noteOn = message('/fretcoach/note', int(1), int(64), int(100));

describe('the OSC input', () => {
  test('hears a note that another program sends, and says where it listens', async () => {
    const { context, send, port } = await listening();
    send(noteOn);
    await expect.poll(() => context.readings).toHaveLength(1);
    expect(context.readings).toMatchObject([{ kind: 'note-on', noteNumber: 64, string: 1, fret: 0 }]);
    expect(context.lastStatus).toEqual({
      state: 'running',
      message: `Listens for OSC on 127.0.0.1:${port} (fretcoach).`,
    });
  });

  test('answers a ping with the same arguments', async () => {
    const { send, socket } = await listening();
    send(message('/fretcoach/ping', int(7), { type: 's', value: 'hello' }, { type: 'd', value: 0.1 }));
    const [reply] = (await once(socket, 'message')) as [Buffer];
    expect(decodePacket(reply).messages).toMatchObject([
      {
        address: '/fretcoach/pong',
        args: [int(7), { type: 's', value: 'hello' }, { type: 'd', value: 0.1 }],
      },
    ]);
  });

  test('junk is counted and costs nothing', async () => {
    const { context, send } = await listening();
    for (const junk of ['x', '#reply', '/fretcoach/note\0,iii\0\0\0\0\0\0', '', '/nobody\0'])
      send(Buffer.from(junk));
    send(new Uint8Array(60_000).fill(0x5b));
    send(noteOn);
    await expect.poll(() => context.readings).toHaveLength(1);
    context.clock.advance(1000);
    expect(context.facts).toMatchObject({ packets: 7, last_unknown: '/nobody' });
    expect(context.failures).toEqual([]);
  });

  test('any datagram leaves it listening', async () => {
    const { context, send } = await listening();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (packet) => send(packet)),
      { numRuns: 100 },
    );
    send(noteOn);
    await expect.poll(() => context.ofKind('note-on')).toHaveLength(1);
  });

  test('a bundle for the near future is held until then, one for next week is not', async () => {
    const { context, send } = await listening();
    const at = (seconds: number) => {
      const ntp = context.clock.date().getTime() / 1000 + seconds + 2_208_988_800;
      return { raw: [Math.floor(ntp), 0] as [number, number] };
    };
    const noteOff = osc.writePacket(
      {
        timeTag: at(604_800),
        packets: [{ address: '/fretcoach/noteoff', args: [int(1), int(64)] }],
      },
      { metadata: true },
    );
    send(
      osc.writePacket(
        { timeTag: at(1), packets: [{ address: '/fretcoach/onset', args: [] }] },
        { metadata: true },
      ),
    );
    send(noteOn);
    send(noteOff);
    await expect.poll(() => context.readings).toHaveLength(2);
    context.clock.advance(1000);
    expect(context.readings.map(({ kind, time }) => [kind, time])).toEqual([
      ['note-on', 0],
      ['note-off', 0],
      ['onset', 1000],
    ]);
    expect(context.facts).toMatchObject({ tags_too_far_ahead: 1 });
  });

  test('machines that may not send are refused', async () => {
    const { context, send } = await listening({ allow: ['192.168.1.0/24'] });
    send(noteOn);
    const later = () => {
      context.clock.advance(1000);
      return context.facts;
    };
    await expect.poll(later).toMatchObject({ refused: 1, last_refused: '127.0.0.1' });
    expect(context.readings).toEqual([]);
  });

  test('stops twice, leaves no timer, and lets its notes end', async () => {
    const { context, plugin, send } = await listening();
    send(noteOn);
    await expect.poll(() => context.readings).toHaveLength(1);
    plugin.stop();
    plugin.stop();
    expect(context.clock.pending).toBe(0);
    expect(context.readings.at(-1)).toMatchObject({ kind: 'note-off' });
  });

  test('a port that another program holds is said so', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    undos.push(() => socket.close());
    const plugin = input.create(new RecordingContext(oscConfig.parse({ port: socket.address().port })));
    await expect(plugin.start()).rejects.toMatchObject({ code: 'plugin.device-busy' });
  });
});

describe('the configuration', () => {
  test.each<[string, unknown, string]>([
    ['an unknown setting', { prot: 1 }, ''],
    ['a port that is none', { port: 70_000 }, 'port'],
    ['a preset nobody knows', { presets: ['cubase'] }, 'presets.0'],
    ['a rule without a meaning', { rules: [{ address: '/a' }] }, 'rules.0.as'],
    ['a sender that is no address', { allow: ['studio'] }, 'allow.0'],
    ['a port that others can reach without saying who', { host: '0.0.0.0' }, 'allow'],
    ['an announcement of what only this machine can reach', { announce: true }, 'announce'],
  ])('%s is refused, with its place', (_, config, path) => {
    expect(oscConfig.safeParse(config).error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});

const hasLiblo = spawnSync('oscsend').error === undefined;

describe.skipIf(!hasLiblo)('liblo (needs oscsend of the package liblo-tools)', () => {
  test('a note that oscsend sends is heard', async () => {
    const { context, port } = await listening();
    execFileSync('oscsend', [`osc.udp://127.0.0.1:${port}`, '/fretcoach/note', 'iif', '6', '43', '0.8']);
    await expect.poll(() => context.readings).toHaveLength(1);
    expect(context.readings).toMatchObject([{ noteNumber: 43, string: 6, fret: 3, velocity: 102 }]);
  });

  test('a pitch that oscsend sends as double, or as int64, is heard', async () => {
    const { context, port } = await listening();
    execFileSync('oscsend', [`osc.udp://127.0.0.1:${port}`, '/fretcoach/pitch', 'd', '110']);
    execFileSync('oscsend', [`osc.udp://127.0.0.1:${port}`, '/fretcoach/pitch', 'h', '220']);
    await expect.poll(() => context.readings).toHaveLength(2);
    expect(context.ofKind('pitch').map(({ frequency }) => Math.round(frequency ?? 0))).toEqual([110, 220]);
  });
});

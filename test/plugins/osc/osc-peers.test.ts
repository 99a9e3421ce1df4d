import { spawnSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import osc from 'osc';
import { afterEach, describe, expect, test } from 'vitest';
import type { FeedbackEvent } from '../../../src/core/plugin/index.js';
import { oscConfig } from '../../../src/plugins/osc/osc-config.js';
import { FrameReader, framed } from '../../../src/plugins/osc/osc-framing.js';
import { input } from '../../../src/plugins/osc/osc-input.js';
import { output } from '../../../src/plugins/osc/osc-output.js';
import { decodePacket } from '../../../src/plugins/osc/osc-packet.js';
import { PRESETS } from '../../../src/plugins/osc/presets.js';
import { type ProfileName, profileFor } from '../../../src/plugins/osc/profiles.js';
import { SUBSCRIPTIONS, Subscriber } from '../../../src/plugins/osc/subscriptions.js';
import { metricsFeedback, noteFeedback, openA, pitchFeedback } from '../../support/feedback-samples.js';
import { freePort } from '../../support/free-port.js';
import { RecordingContext } from '../../support/recording-context.js';

const undos: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of undos.splice(0).reverse()) await undo();
});

async function listening(config: object) {
  const context = new RecordingContext(oscConfig.parse(config));
  const plugin = input.create(context);
  undos.push(() => plugin.stop());
  await plugin.start();
  return context;
}

async function udpPeer(port = 0): Promise<Socket> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  undos.push(() => socket.close());
  return socket;
}

const pack = (address: string, ...args: [type: string, value: unknown][]) =>
  osc.writePacket({ address, args: args.map(([type, value]) => ({ type, value })) }, { metadata: true });
const noteOn = pack('/fretcoach/note', ['i', 1], ['i', 64], ['i', 100]);

describe('OSC over TCP', () => {
  test('leaves its port to others when it is stopped while it starts', async () => {
    const port = await freePort();
    const plugin = input.create(new RecordingContext(oscConfig.parse({ port: null, tcp_port: port })));
    const starting = plugin.start();
    plugin.stop();
    await starting;
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    other.close();
  });

  test.each(['length', 'slip'] as const)(
    'is heard and answered in the framing that the peer speaks (%s)',
    async (framing) => {
      const context = await listening({ port: null, tcp_port: 0 });
      const socket = connect(context.facts.tcp_port as number, '127.0.0.1');
      undos.push(() => socket.destroy());
      socket.write(framed(noteOn, framing));
      socket.write(framed(pack('/fretcoach/ping', ['i', 7]), framing));
      const [reply] = (await once(socket, 'data')) as [Buffer];
      expect(context.ofKind('note-on')).toHaveLength(1);
      const [packet = new Uint8Array()] = new FrameReader().read(reply);
      expect(decodePacket(packet).messages).toMatchObject([
        { address: '/fretcoach/pong', args: [{ value: 7 }] },
      ]);
    },
  );

  test('that makes no sense ends that connection and no other', async () => {
    const context = await listening({ port: null, tcp_port: 0 });
    const port = context.facts.tcp_port as number;
    const [good, bad] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    undos.push(() => good.destroy());
    bad.on('error', () => {});
    bad.write(Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 1));
    await once(bad, 'close');
    good.write(framed(noteOn, 'length'));
    await expect.poll(() => context.ofKind('note-on')).toHaveLength(1);
  });

  test('from machines that may not send is refused', async () => {
    const context = await listening({ port: null, tcp_port: 0, allow: ['10.0.0.1'] });
    const socket = connect(context.facts.tcp_port as number, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'close');
  });

  const hasLiblo = spawnSync('oscsend').error === undefined;
  test.skipIf(!hasLiblo)('liblo sends over TCP (needs oscsend of the package liblo-tools)', async () => {
    const context = await listening({ port: null, tcp_port: 0 });
    spawnSync('oscsend', [`osc.tcp://127.0.0.1:${context.facts.tcp_port}`, '/fretcoach/onset', 'f', '-6']);
    await expect.poll(() => context.readings).toMatchObject([{ kind: 'onset', level: -6 }]);
  });

  test.each(['tcp', 'tcp-slip'] as const)(
    'is sent where a target wants it (%s), also when the target starts later',
    async (over) => {
      const heard: string[] = [];
      const server = createServer((socket) => {
        const reader = new FrameReader();
        socket.on('data', (chunk) => {
          for (const packet of reader.read(chunk))
            heard.push(...decodePacket(packet).messages.map(({ address }) => address));
        });
        undos.push(() => socket.destroy());
      });
      const port = await freePort();
      const context = new RecordingContext(oscConfig.parse({ port: null, targets: [{ port, over }] }));
      const plugin = output.create(context);
      undos.push(() => plugin.stop());
      await plugin.start();
      expect(context.lastStatus).toMatchObject({ state: 'degraded', hint: expect.any(String) });
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      undos.push(() => server.close());
      const later = () => {
        context.clock.advance(500);
        return context.lastStatus;
      };
      await expect.poll(later).toMatchObject({ state: 'running' });
      plugin.deliver(noteFeedback());
      context.clock.advance(5);
      await expect.poll(() => heard).toEqual(['/fretcoach/out/note']);
    },
  );
});

describe('programs that must be asked', () => {
  test('Ableton Live is asked at the start, every 30 s, and when it starts anew', () => {
    const context = new RecordingContext({});
    const asked: string[] = [];
    const { abletonosc } = SUBSCRIPTIONS;
    if (!abletonosc) throw new Error('AbletonOSC has no subscription');
    const subscriber = new Subscriber(
      abletonosc,
      22_101,
      ({ address }) => asked.push(address),
      context.clock,
    );
    const once = ['tempo', 'is_playing', 'beat'].map((name) => `/live/song/start_listen/${name}`);
    expect(asked).toEqual(once);
    context.clock.advance(30_000);
    expect(['/live/startup', '/live/error'].map((address) => subscriber.hear(address))).toEqual([
      true,
      false,
    ]);
    expect(asked).toEqual([...once, ...once, ...once]);
    subscriber.stop();
    expect(context.clock.pending).toBe(0);
  });

  test('Ardour is told what to send, and where', () => {
    expect(SUBSCRIPTIONS.ardour?.questions(22_101)).toEqual([
      { address: '/set_surface', args: [0, 32, 176, 0, 0, 0, 22_101].map((value) => ({ type: 'i', value })) },
    ]);
  });

  test('Ardour answers on #reply and with 64-bit numbers, and its play state is heard', async () => {
    const context = await listening({
      port: 0,
      presets: [],
      rules: PRESETS.ardour.map((rule) => ({ ...rule })),
    });
    const ardour = await udpPeer();
    const send = (packet: Uint8Array | string) =>
      ardour.send(
        typeof packet === 'string' ? Buffer.from(packet, 'latin1') : packet,
        context.facts.port as number,
      );
    send('#reply\0\0,shhi\0\0\0end\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\x01');
    send(pack('/transport_speed', ['d', 1]));
    send(pack('/transport_play', ['f', 1]));
    await expect.poll(() => context.readings).toEqual([{ kind: 'transport', time: 0, isPlaying: true }]);
    context.clock.advance(1000);
    expect(context.facts).toMatchObject({ packets: 3, faults: 1, last_faults: 'hash-address', unknown: 1 });
  });
});

const program = (name: ProfileName) => {
  const profile = profileFor(name, 3);
  return (...events: FeedbackEvent[]) =>
    events
      .flatMap((event) => profile(event))
      .map(({ address, args }) => [address, ...args.map((arg) => 'value' in arg && arg.value)]);
};

describe('profiles', () => {
  test('Reaper plays the notes, on channels counted from 0, with a note-off for each', () => {
    expect(
      program('reaper')(
        noteFeedback({ phase: 'onset', velocity: 90 }),
        noteFeedback({ phase: 'judged' }),
        noteFeedback({ phase: 'released' }),
      ),
    ).toEqual([
      ['/vkb_midi/2/note/45', 90],
      ['/vkb_midi/2/note/45', 0],
    ]);
  });

  test('Bitwig plays them on channels counted from 1, and a corrected note moves its key', () => {
    expect(
      program('bitwig')(
        noteFeedback({ phase: 'onset', note: 57 }),
        noteFeedback({ phase: 'judged', note: 45 }),
        noteFeedback({ phase: 'released', note: 45 }),
      ),
    ).toEqual([
      ['/vkb_midi/3/note/57', 100],
      ['/vkb_midi/3/note/57', 0],
      ['/vkb_midi/3/note/45', 100],
      ['/vkb_midi/3/note/45', 0],
    ]);
  });

  test('ghosts and attacks without pitch press no key', () => {
    expect(
      program('reaper')(
        noteFeedback({ phase: 'onset', note: null }),
        noteFeedback({ phase: 'onset', flags: { ...openA.flags, ghost: true } }),
      ),
    ).toEqual([]);
  });

  test('TouchOSC shows name and cents, and moves its faders', () => {
    expect(program('touchosc')(noteFeedback({ phase: 'judged' }), metricsFeedback(0.8))).toEqual([
      ['/1/label1', 'A2'],
      ['/1/label2', '-6'],
      ['/1/led1', 1],
      ['/1/fader1', expect.any(Number)],
      ['/1/fader2', expect.any(Number)],
    ]);
    expect(program('touchosc')(pitchFeedback(110, 0)).map(([address]) => address)).toEqual(['/1/fader4']);
  });

  test('values are one number an address', () => {
    expect(program('values')(noteFeedback({ phase: 'onset', score: null }))).toEqual([
      ['/fretcoach/value/note', 45],
      ['/fretcoach/value/gate', 1],
    ]);
  });
});

import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ownFolder } from '../support/database.js';
import { type OwnBridge, ownBridge } from '../support/own-bridge.js';

const GUITAR = `
  export const input = {
    kind: 'input', name: 'plain', config: { parse: (raw) => raw },
    create: ({ clock, emit }) => ({
      start: () => void clock.every(20, () => emit({ kind: 'pitch', time: clock.now(), frequency: 110, clarity: 1 })),
      stop: () => {},
    }),
  };`;

/** An output of a stranger, with these words between its braces. */
const output = (parts: { before?: string; start?: string; deliver?: string; rest?: string }) => `
  ${parts.before ?? ''}
  export const output = {
    kind: 'output', name: 'odd', config: { parse: (raw) => raw }, ${parts.rest ?? ''}
    create: (context) => ({
      start: async () => { ${parts.start ?? ''} },
      stop: () => {},
      deliver: async (feedback) => { ${parts.deliver ?? ''} },
    }),
  };`;

/** Hears of nothing that happens here, so that nobody waits for it. */
const UNTOLD = { rest: "topics: ['transport']," };

/** A file as the configuration names it: below the folder where the bridge was started. */
function written(source: string): string {
  const file = join(ownFolder(), 'plugin.mjs');
  writeFileSync(file, source);
  return `./${relative(process.cwd(), file)}`;
}

async function bridgeWith(source: string, config: Record<string, unknown> = {}): Promise<OwnBridge> {
  return ownBridge({
    plugins: {
      guitar: { use: written(GUITAR) },
      odd: { use: written(source), config },
      overlay: { use: 'websocket' },
    },
  });
}

const stateOf = async (own: OwnBridge, id: string) => {
  const { items } = await own.get('/plugins');
  return items.find((item: { id: string }) => item.id === id);
};

function echoed(port: number, text: string): Promise<string> {
  const socket = createSocket('udp4');
  socket.send(text, port, '127.0.0.1');
  return new Promise((resolve) =>
    socket.once('message', (bytes) => {
      socket.close();
      resolve(bytes.toString());
    }),
  );
}

describe('a stranger’s plugin that', () => {
  test.each([
    ['exits', { deliver: 'process.exit(3);' }, 'exit code 3'],
    ['throws where nobody catches', { start: "setTimeout(() => { throw new Error('ouch'); }, 10);" }, 'ouch'],
    ['forgets a promise', { start: "setTimeout(() => Promise.reject(new Error('lost')), 10);" }, 'lost'],
    [
      'throws on its clock',
      { start: "context.clock.after(10, () => { throw new Error('tick'); });" },
      'tick',
    ],
    [
      'takes a place twice',
      { start: "for (const _ of '12') context.http.route('GET', '/x', () => new Response('x'));" },
      'Another plugin answers at GET /plugins/odd/x already.',
    ],
    [
      'leaks',
      {
        ...UNTOLD,
        start: 'const held = []; setTimeout(() => { for (;;) held.push(new Array(1e6).fill(1.5)); }, 10);',
      },
      'Its process ended (SIGABRT)',
    ],
  ])('%s is a status, and the music goes on', async (_, parts, message) => {
    const own = await bridgeWith(output(parts));
    await own.until('odd', (one) => one.state === 'reconnecting' && one.message.includes(message));
    await expect
      .poll(() => own.get('/session/metrics'))
      .toMatchObject({ is_running: true, pitch_accuracy: 1 });
    expect((await stateOf(own, 'guitar')).state).toBe('running');
  });

  test('blocks holds up nobody, and is started anew after five seconds', async () => {
    const own = await bridgeWith(output({ ...UNTOLD, start: 'setTimeout(() => { for (;;); }, 10);' }));
    await own.until('odd', (status) => status.message.includes('no sign of life for 5 s'));
    expect(await own.get('/session/metrics')).toMatchObject({ is_running: true, pitch_accuracy: 1 });
  });

  test.each([
    ['exits', 'process.exit(3);', 'exit code 3'],
    ['throws', "throw new Error('ouch');", 'ouch'],
    ['loops', 'for (;;);', 'no sign of life for 5 s'],
  ])('%s when it is loaded is a status, and the music goes on', async (_, source, message) => {
    const own = await bridgeWith(source);
    expect(await stateOf(own, 'odd')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(message),
    });
    await expect.poll(() => own.get('/session/metrics')).toMatchObject({ is_running: true });
  });

  test('has nothing to do in one role is not listed with it', async () => {
    const source = `${GUITAR}
      export const output = {
        kind: 'output', name: 'plain', config: { parse: (raw) => raw }, isNeeded: ({ targets }) => targets > 0,
        create: () => ({ start() {}, stop() {}, deliver() {} }),
      };`;
    const own = await bridgeWith(source, { targets: 0 });
    expect((await stateOf(own, 'odd')).roles).toEqual(['input']);
  });

  test('says what is wrong is understood', async () => {
    const missing =
      "throw Object.assign(new Error('No lamp.'), { code: 'plugin.device-missing', hint: 'Plug it in.' });";
    const own = await bridgeWith(output({ start: missing }));
    const told = { state: 'needs-device', message: 'No lamp.', hint: 'Plug it in.' };
    await own.until('odd', ({ state, message, hint }) => isDeepStrictEqual({ state, message, hint }, told));
  });
});

describe('in its own process a plugin', () => {
  test('hears, tells, answers and asks as in the bridge', async () => {
    const start = `
      context.status('degraded', 'Half here.', 'Wait.');
      context.details({ heard: 0 });
      context.http.route('POST', '/echo', async (request) => {
        const said = await request.json();
        const { items } = await context.door.request('scales.list', {}, ['read']);
        return Response.json({ said, scales: items.length, who: context.id, prefix: context.http.prefix });
      });
      const port = await context.udp.listen({ host: '127.0.0.1', port: 0 }, (packet, from) => port.send(packet, from));
      context.details({ port: port.port });
      context.http.socket('talk', (socket) => socket.on('message', (data) => socket.send('you said ' + data)));`;
    const deliver = "if (feedback.topic === 'note') context.details({ heard: 1 });";
    const own = await bridgeWith(output({ start, deliver }));
    await own.until('odd', (status) => status.details.heard === 1);
    expect(await stateOf(own, 'odd')).toMatchObject({
      state: 'degraded',
      message: 'Half here.',
      hint: 'Wait.',
    });
    expect(await own.post('/plugins/odd/echo', { hello: 'ü' })).toMatchObject({
      said: { hello: 'ü' },
      scales: expect.any(Number),
      who: 'odd',
      prefix: '/plugins/odd',
    });
    const socket = new WebSocket(`${own.url.replace('http', 'ws')}/plugins/odd/talk`);
    socket.on('open', () => socket.send('hey'));
    const answer = await new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
    socket.close();
    expect(answer).toBe('you said hey');
    const { port } = (await stateOf(own, 'odd')).details;
    expect(await echoed(port, 'over UDP')).toBe('over UDP');
  });

  test('sees no secrets, starts no programs and writes only where it may', async () => {
    process.env.DB_SECRET_FOR_TEST = 'hidden';
    const start = `
      const attempt = (act) => { try { act(); return 'done'; } catch (error) { return error.code; } };
      context.details({
        secret: process.env.DB_SECRET_FOR_TEST ?? null,
        path: typeof process.env.PATH,
        program: attempt(() => execFileSync('true')),
        outside: attempt(() => writeFileSync('/var/tmp/fretcoach-stranger', 'x')),
        inside: attempt(() => { mkdirSync(context.dataDir, { recursive: true }); writeFileSync(context.dataDir + '/x', 'x'); }),
      });`;
    const before =
      "import { execFileSync } from 'node:child_process'; import { mkdirSync, writeFileSync } from 'node:fs';";
    const own = await bridgeWith(output({ before, start }));
    await own.until('odd', (status) => status.state === 'running');
    delete process.env.DB_SECRET_FOR_TEST;
    expect((await stateOf(own, 'odd')).details).toEqual({
      path: 'string',
      program: 'ERR_ACCESS_DENIED',
      outside: 'ERR_ACCESS_DENIED',
      inside: 'done',
    });
  });

  test('that tells what nobody can show disturbs nobody who shows it', async () => {
    const start = `
      context.status('splendid', 5n);
      context.details({ frames: 10n, place: { bar: 3 }, level: -18, on: true, nothing: null });
      context.log.info(11n);`;
    const own = await bridgeWith(output({ ...UNTOLD, start }));
    await own.until('odd', (status) => status.details.level === -18);
    expect(await stateOf(own, 'odd')).toMatchObject({
      state: 'degraded',
      message: '5',
      details: { frames: '10', place: '{"bar":3}', level: -18, on: true },
    });
    expect(await own.get('/log')).toMatchObject({ items: expect.any(Array) });
    expect((await stateOf(own, 'overlay')).state).toBe('running');
  });

  test('that may not do something says how to ask for it', async () => {
    const before = "import { execFileSync } from 'node:child_process';";
    const own = await bridgeWith(output({ before, start: "execFileSync('true');" }));
    // It tries again meanwhile.
    await expect
      .poll(() => stateOf(own, 'odd'))
      .toMatchObject({
        state: 'reconnecting',
        hint: 'Its author has to list it under "permissions" in its definition.',
      });
  });

  test('says in a sentence what only its own schema knows to be wrong', async () => {
    const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href;
    const source = `
      import { z } from '${zod}';
      const config = z.strictObject({ low: z.number(), high: z.number() })
        .refine(({ low, high }) => low < high, { path: ['low'], message: 'must be below "high"' });
      export const input = { kind: 'input', name: 'range', config, create: () => ({ start() {}, stop() {} }) };`;
    const own = await bridgeWith(source, { low: 3, high: 2 });
    expect(await stateOf(own, 'odd')).toMatchObject({
      state: 'needs-config',
      message: 'low: must be below "high"',
    });
  });

  test('starts programs when it asks for that', async () => {
    const before = "import { execFileSync } from 'node:child_process';";
    const start = "execFileSync('true');";
    const own = await bridgeWith(output({ before, start, rest: "permissions: ['programs']," }));
    await own.until('odd', (status) => status.state === 'running');
  });

  test('looks for its devices', async () => {
    const source = `
      export const input = {
        kind: 'input', name: 'seeker', config: { parse: (raw) => raw },
        devices: async () => ({
          devices: [{ id: String(process.pid), name: 'Finger', isDefault: true }], reason: null, hint: null,
        }),
        create: (context) => ({
          start: () => context.details({ volume: context.config.volume }),
          stop: () => {},
        }),
      };`;
    const use = written(source);
    const own = await ownBridge({ plugins: { odd: { use, config: { volume: 1 } } } });
    await own.until('odd', (status) => status.details.volume === 1);
    const { devices } = (await own.get('/devices'))[use];
    expect(devices).toMatchObject([{ name: 'Finger' }]);
    expect(devices[0].id).not.toBe(String(process.pid));
  });

  test('that finds what nobody can show disturbs no other search', async () => {
    const source = GUITAR.replace(
      "name: 'plain',",
      "name: 'plain', devices: async () => ({ devices: [1n] }),",
    );
    const use = written(source);
    const own = await ownBridge({ plugins: { odd: { use }, guitar: { use: 'audio', enabled: false } } });
    expect((await own.get('/devices'))[use]).toMatchObject({
      devices: [],
      reason: expect.stringContaining('BigInt'),
    });
  });

  test('looks around', async () => {
    const rest = "nearby: async () => [{ name: 'Lamp ' + process.pid, config: {} }],";
    const own = await bridgeWith(output({ rest }));
    const { found, reason } = await own.post('/plugins/odd/nearby', {});
    expect(reason).toBeNull();
    expect(found).toMatchObject([{ name: expect.stringMatching(/^Lamp \d+$/) }]);
    expect(found[0].name).not.toBe(`Lamp ${process.pid}`);
  });

  test('that floods is heard in measure', async () => {
    const flood = `
      export const input = {
        kind: 'input', name: 'flood', config: { parse: (raw) => raw },
        create: ({ clock, emit }) => ({
          start: () => void clock.every(100, () => {
            for (let k = 0; k < 2000; k++) emit({ kind: 'pitch', time: clock.now(), frequency: null, clarity: 0 });
          }),
          stop: () => {},
        }),
      };`;
    const own = await bridgeWith(flood);
    await own.until('odd', (status) => Number(status.details.left_out) > 0);
    expect((await stateOf(own, 'guitar')).state).toBe('running');
  });
});

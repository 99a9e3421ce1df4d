import { getEventListeners, once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Scope } from '../../../src/core/plugin/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { evenly, playPhrase } from '../../support/plucked-string.js';
import { SocketMount, Stage } from './stage.js';

const RATE = 48_000;
const HELLO = JSON.stringify({ type: 'hello', sample_rate: RATE, device: 'Scarlett 2i2' });
const tidy: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of tidy.splice(0).reverse()) await end();
});

async function setUp(scopes?: readonly Scope[], source = 'browser') {
  const mount = new SocketMount(scopes);
  const address = await mount.listen();
  const clock = new FakeClock();
  const stage = new Stage({ source }, clock, mount);
  await stage.plugin.start();
  tidy.push(
    () => mount.close(),
    () => stage.plugin.stop(),
  );
  const page = async () => {
    const socket = new WebSocket(`${address}/microphone`);
    await once(socket, 'open');
    return socket;
  };
  return { stage, clock, page };
}

async function closeOf(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code as number;
}

/** As a page sends it: 256 samples a message, and time goes on. */
function play(socket: WebSocket, samples: Float32Array): void {
  for (let at = 0; at < samples.length; at += 256) {
    const block = samples.slice(at, at + 256);
    socket.send(Buffer.from(block.buffer));
  }
}

test('a page that says hello and plays is heard', async () => {
  const { stage, clock, page } = await setUp();
  expect(stage.status).toMatchObject({
    state: 'needs-device',
    hint: expect.stringContaining('Use this browser’s microphone'),
  });
  const socket = await page();
  socket.send(HELLO);
  expect(String((await once(socket, 'message'))[0])).toBe('{"type":"ready"}');
  clock.advance(3_000);
  play(socket, playPhrase(evenly([45, 52, 57]), RATE));
  await stage.until(() => stage.of('note-off').length === 3);
  expect(stage.notes).toEqual([45, 52, 57]);
  expect(stage.status?.message).toBe('Listening to Scarlett 2i2 through browser.');
  expect(stage.details).toMatchObject({ source: 'browser', device: 'Scarlett 2i2', latency_ms: 90 });
});

test('a page that leaves ends its notes, and the bridge waits for the next', async () => {
  const { stage, page } = await setUp();
  const socket = await page();
  socket.send(HELLO);
  play(socket, playPhrase([{ at: 0.1, note: 57, duration: 1 }], RATE).subarray(0, RATE / 2));
  await stage.until(() => stage.of('note-on').length === 1);
  socket.close();
  await stage.until(() => stage.status?.state === 'needs-device');
  expect(stage.of('note-off')).toHaveLength(1);
});

test('the newest page is the microphone, and notes of the two keep different ids', async () => {
  const { stage, page } = await setUp();
  const pluck = playPhrase([{ at: 0.1, note: 57, duration: 0.3 }], RATE);
  const first = await page();
  first.send(HELLO);
  play(first, pluck);
  await stage.until(() => stage.of('note-off').length === 1);
  const second = await page();
  second.send(HELLO);
  expect(await closeOf(first)).toBe(4011);
  play(second, pluck);
  await stage.until(() => stage.of('note-off').length === 2);
  expect(new Set(stage.of('note-on').map(({ noteId }) => noteId)).size).toBe(2);
  expect(stage.status?.state).toBe('running');
});

test.each<[string, (string | Buffer)[], number]>([
  ['sound before the hello', [Buffer.alloc(1024)], 4006],
  ['a hello that is no JSON', ['hello?'], 4002],
  ['a hello without a rate', ['{"type":"hello"}'], 4005],
  ['an absurd rate', ['{"type":"hello","sample_rate":7}'], 4005],
  ['a prototype as hello', ['{"__proto__":{"type":"hello","sample_rate":48000}}'], 4005],
  ['a second hello', [HELLO, HELLO], 4008],
  ['half a sample', [HELLO, Buffer.alloc(1023)], 4005],
  ['an empty block', [HELLO, Buffer.alloc(0)], 4005],
  ['a block that is too long', [HELLO, Buffer.alloc(65_536)], 1009],
])('a page is sent away for %s', async (_, messages, code) => {
  const { stage, page } = await setUp();
  const socket = await page();
  for (const message of messages) socket.send(message, { binary: Buffer.isBuffer(message) });
  expect(await closeOf(socket)).toBe(code);
  await stage.until(() => stage.status?.state === 'needs-device');
  expect(stage.failures).toEqual([]);
});

test('a page that floods the bridge is sent away', async () => {
  const { page } = await setUp();
  const socket = await page();
  socket.send(HELLO);
  const block = Buffer.alloc(16_384);
  for (let second = 0; second < 4; second += 4096 / RATE) socket.send(block);
  expect(await closeOf(socket)).toBe(4022);
});

test('a page that says nothing for five seconds is sent away', async () => {
  const { clock, page } = await setUp();
  const socket = await page();
  await new Promise((resolve) => socket.ping('', undefined, resolve));
  await once(socket, 'pong');
  clock.advance(5_000);
  expect(await closeOf(socket)).toBe(4020);
});

test('not a number, infinity and silence harm nobody', async () => {
  const { stage, page } = await setUp();
  const socket = await page();
  socket.send(HELLO);
  const junk = Float32Array.from(
    { length: RATE },
    (_, at) => [Number.NaN, Infinity, -Infinity, 1e30][at % 4] ?? 0,
  );
  play(socket, junk);
  await stage.until(() => stage.of('pitch').length > 100);
  expect(
    stage.of('pitch').every(({ clarity, level }) => clarity >= 0 && clarity <= 1 && !Number.isNaN(level)),
  ).toBe(true);
  expect(stage.failures).toEqual([]);
});

test('where tokens are asked for, a page without one is sent away and one with one is heard', async () => {
  const { page } = await setUp([]);
  const stranger = await page();
  stranger.send(HELLO);
  expect(await closeOf(stranger)).toBe(4009);
  const liar = await page();
  liar.send(HELLO.replace('}', ',"token":"open sesame"}'));
  expect(await closeOf(liar)).toBe(4009);
  const friend = await page();
  friend.send(HELLO.replace('}', ',"token":"letmein"}'));
  expect(String((await once(friend, 'message'))[0])).toBe('{"type":"ready"}');
});

test('a page whose token is taken back is sent away, and one that left before is forgotten', async () => {
  const { stage, page } = await setUp([]);
  const hello = HELLO.replace('}', ',"token":"letmein"}');
  const early = await page();
  early.send(hello);
  await stage.until(() => stage.status?.state === 'running');
  early.close();
  await stage.until(() => stage.status?.state === 'needs-device');
  expect(getEventListeners(stage.revocation.signal, 'abort')).toHaveLength(0);
  const late = await page();
  late.send(hello);
  await stage.until(() => stage.status?.state === 'running');
  stage.revocation.abort();
  expect(await closeOf(late)).toBe(4023);
});

test('where there is no sound card, auto offers the browser and takes it', async () => {
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  tidy.push(() => {
    process.env.PATH = path;
  });
  const { stage, clock, page } = await setUp(undefined, 'auto');
  await stage.until(() => stage.status?.state === 'needs-device');
  expect(stage.status?.hint).toContain('Use this browser’s microphone');
  const socket = await page();
  socket.send(HELLO);
  await stage.until(() => stage.status?.state === 'running');
  expect(stage.details).toMatchObject({ source: 'browser' });
  await stage.plugin.stop();
  expect(await closeOf(socket)).toBe(1001);
  expect(clock.pending).toBe(0);
});

import { connect, createServer, type Server } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { PluginModule } from '../../src/core/host/plugin-module.js';
import { midiInput } from '../../src/plugins/midi/midi-input.js';
import type { FreshDatabase } from '../support/database.js';
import { FakeMidiPorts } from '../support/fake-midi.js';
import { freePort } from '../support/free-port.js';
import { ownBridge } from '../support/own-bridge.js';

/** Lets the test's database be reached at a port, from now on. */
async function openDatabaseAt(port: number, { address }: FreshDatabase): Promise<Server> {
  const target = address.host.startsWith('/')
    ? { path: `${address.host}/.s.PGSQL.${address.port}` }
    : { host: address.host, port: address.port };
  const server = createServer((client) => {
    const database = connect(target);
    client.pipe(database).pipe(client);
    for (const end of [client, database]) end.on('error', () => {});
    client.on('close', () => database.destroy());
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return server;
}

describe('a database that is down when the bridge starts', () => {
  test('is no reason not to play: everything is there when it comes', async () => {
    const port = await freePort();
    const ports = new FakeMidiPorts('Pickup 20:0');
    let database: FreshDatabase | undefined;
    const own = await ownBridge({
      plugins: { pickup: { use: 'midi', config: { source: 'port' } }, overlay: { use: 'websocket' } },
      builtIns: { midi: async () => ({ input: midiInput(async () => ports) }) as unknown as PluginModule },
      env: (fresh) => {
        database = fresh;
        return { ...fresh.env, DB_HOST: '127.0.0.1', DB_PORT: String(port) };
      },
    });
    if (!database) throw new Error('no database');
    const unready = await fetch(`${own.url}/readyz`);
    expect(unready.status).toBe(503);
    const { reasons } = (await unready.json()) as { reasons: string[] };
    expect(reasons.join()).toMatch(/database/i);

    const listener = await own.listen(['note']);
    await own.until('pickup', ({ details }) => details.device !== undefined);
    const { session_id: id } = await own.post('/session/start', { user_id: 'anna' });
    ports.play('Pickup 20:0', 0x90, 45, 100);
    await listener.until('note', (notes) => notes.some(({ phase }) => phase === 'judged'));
    ports.play('Pickup 20:0', 0x80, 45, 0);
    await listener.until('note', (notes) => notes.some(({ phase }) => phase === 'released'));
    expect(await own.post('/session/stop', {})).toMatchObject({ session_id: id, notes_detected_count: 1 });

    await openDatabaseAt(port, database);
    await expect.poll(async () => (await fetch(`${own.url}/readyz`)).status).toBe(200);
    await expect
      .poll(() => own.rows('sessions').catch(() => []))
      .toMatchObject([{ id, user_id: 'anna', notes_detected_count: 1, end_time: expect.any(Date) }]);
    expect((await own.rows('session_metrics')).filter((row) => row.note_detected)).toHaveLength(1);
  });
});

describe('a bridge that cannot start', () => {
  test('says that its port is taken and how to choose another', async () => {
    const first = await ownBridge({ plugins: {} });
    const port = Number(new URL(first.url).port);
    await expect(ownBridge({ plugins: {}, port })).rejects.toMatchObject({
      code: 'server.port-busy',
      message: expect.stringContaining(`--port ${port + 1}`),
    });
    expect((await fetch(`${first.url}/healthz`)).ok).toBe(true);
  });

  test('names the nearest scales when the configured one does not exist', async () => {
    const session = { scale_name: 'A minr pentatonc' };
    await expect(ownBridge({ plugins: {}, session })).rejects.toThrow('A Minor Pentatonic');
  });
});

describe('plugins that do not run', () => {
  test('are states with advice, and their neighbours play on', async () => {
    const own = await ownBridge({
      plugins: {
        guitar: { use: 'audio', config: { source: { file: 'no-such-recording.wav' } } },
        daw: { use: 'osc', config: { port: 0, colour: 'blue' } },
        relay: { use: 'fretcoach-plugin-that-is-not-installed' },
        spare: { use: 'smart-bulb', enabled: false },
        overlay: { use: 'websocket' },
      },
    });
    const { items } = await own.get('/plugins');
    const byId = Object.fromEntries(items.map((item: { id: string }) => [item.id, item]));
    expect(byId.guitar.message).toContain('no-such-recording.wav');
    expect(byId.daw).toMatchObject({ state: 'needs-config', message: expect.stringContaining('colour') });
    expect(byId.relay).toMatchObject({ state: 'failed', hint: expect.stringContaining('install') });
    expect(byId.spare.state).toBe('stopped');
    expect(byId.overlay.state).toBe('running');
    await own.listen(['note']);
  });
});

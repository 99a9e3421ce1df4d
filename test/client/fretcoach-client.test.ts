import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import {
  type ClientOptions,
  type ClientState,
  connect,
  FretCoachClient,
  RequestFailed,
  type SocketConstructor,
} from '../../src/client/index.js';
import { noteFeedback, openA } from '../support/feedback-samples.js';
import { freePort } from '../support/free-port.js';
import { type OverlayBridge, startOverlayBridge } from '../support/overlay-bridge.js';

const wsUrl = ({ url }: { url: string }) => `${url.replace('http', 'ws')}/ws`;

function open(url: string, options: ClientOptions = {}): FretCoachClient {
  const client = connect({ url, client: 'test', ...options });
  onTestFinished(() => client.close());
  return client;
}

function until(client: FretCoachClient, wanted: ClientState): Promise<void> {
  if (client.state === wanted) return Promise.resolve();
  return new Promise((resolve) => {
    client.onClient('state', ({ state }) => state === wanted && resolve());
  });
}

async function hearing(bridge: OverlayBridge) {
  const client = open(wsUrl(bridge));
  const heard: string[] = [];
  client.on('note', ({ id }, { seq, isSnapshot }) => heard.push(`${isSnapshot ? 'snapshot' : seq} ${id}`));
  await until(client, 'live');
  return { client, heard };
}

describe('a client', () => {
  test('hears notes, starts and stops a practice', async () => {
    const bridge = await startOverlayBridge();
    const { client, heard } = await hearing(bridge);
    const started = await client.request('session.start', { scale_name: 'E blues' });
    expect(started.scale_name).toBe('E blues');
    bridge.overlay.deliver(noteFeedback());
    expect((await client.request('session.stop')).pitch_accuracy).toBe(0.9);
    expect(heard).toEqual([`1 ${openA.id}`]);
  });

  test('brings the faults of a request to whoever asked', async () => {
    const bridge = await startOverlayBridge();
    const { client } = await hearing(bridge);
    const failure = await client.request('session.start', { strictness: 2 }).catch((error) => error);
    expect(failure).toBeInstanceOf(RequestFailed);
    expect(failure.problem).toMatchObject({ code: 'request.invalid', errors: [{ pointer: '/strictness' }] });
  });

  test('asks at once and is answered when the bridge is there', async () => {
    const bridge = await startOverlayBridge();
    const client = open(wsUrl(bridge));
    expect(await client.request('bridge.version')).toMatchObject({ version: '1.2.3' });
  });

  test('without a bridge it says where it looked, after ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const nobody = 'ws://127.0.0.1:1/ws';
    const asked = open(nobody)
      .request('session.start')
      .catch((error: Error) => error.message);
    vi.advanceTimersByTime(10_000);
    expect(await asked).toBe(
      `session.start was not sent: no bridge at ${nobody}. Does it run, and is this its address?`,
    );
  });

  test('a bridge that does not answer leaves open what it did', async () => {
    const bridge = await startOverlayBridge();
    const { client } = await hearing(bridge);
    bridge.door.offer({ 'bridge.version': () => new Promise(() => {}) });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked = client.request('bridge.version').catch((error: Error) => error.message);
    vi.advanceTimersByTime(10_000);
    expect(await asked).toMatch(/^The bridge did not answer to bridge\.version; .* not known\.$/);
  });

  test('stops hearing what it does not want any more', async () => {
    const bridge = await startOverlayBridge();
    const { client, heard } = await hearing(bridge);
    const stop = client.on('session', () => heard.push('session'));
    stop();
    stop();
    await client.request('bridge.version');
    expect(bridge.overlay.deliver(noteFeedback())).toBeUndefined();
    await client.request('bridge.version');
    expect(heard).toEqual([`1 ${openA.id}`]);
  });

  test('a listener that throws does not silence the next one', async () => {
    const bridge = await startOverlayBridge();
    const { client, heard } = await hearing(bridge);
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    const handlers = process.listeners('uncaughtException').slice(0, -1);
    for (const handler of handlers) process.off('uncaughtException', handler);
    onTestFinished(() => {
      for (const handler of handlers) process.on('uncaughtException', handler);
    });
    client.on('note', () => {
      throw new Error('of an author');
    });
    client.on('note', () => heard.push('next'));
    await client.request('bridge.version');
    bridge.overlay.deliver(noteFeedback());
    expect(await caught).toMatchObject({ message: 'of an author' });
    expect(heard).toContain('next');
  });

  test('a refused subscription is a notice', async () => {
    const bridge = await startOverlayBridge({ config: { limits: { subscriptions: 1 } } });
    const { client } = await hearing(bridge);
    const notice = new Promise((resolve) => client.onClient('notice', resolve));
    client.on('pitch', () => {});
    expect(await notice).toMatchObject({ code: 'request.limit' });
  });
});

describe('a client and a bridge that comes and goes', () => {
  test('waits for a bridge that is not up yet', async () => {
    const port = await freePort();
    const client = open(wsUrl({ url: `http://127.0.0.1:${port}` }));
    await until(client, 'waiting');
    await startOverlayBridge({ server: { port } });
    await until(client, 'live');
  });

  test('tries again when a bridge that hangs takes the connection and says nothing', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const sockets: string[] = [];
    class Mute {
      readonly readyState = 1;
      onmessage = null;
      onerror = null;
      onclose = null;
      constructor(url: string) {
        sockets.push(url);
      }
      send(): void {}
      close(): void {
        sockets.push('closed');
      }
    }
    const client = open('ws://bridge/ws', { WebSocket: Mute as unknown as SocketConstructor });
    await vi.advanceTimersByTimeAsync(9_900);
    expect(client.state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(200);
    expect(client.state).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toEqual(['ws://bridge/ws', 'closed', 'ws://bridge/ws']);
  });

  test('comes back after the output was restarted, and begins anew', async () => {
    const bridge = await startOverlayBridge();
    const { client, heard } = await hearing(bridge);
    bridge.overlay.deliver(noteFeedback({ id: 'before' }));
    await client.request('bridge.version');
    await bridge.overlay.stop();
    await until(client, 'waiting');
    await bridge.overlay.start();
    await until(client, 'live');
    bridge.overlay.deliver(noteFeedback({ id: 'after' }));
    await client.request('bridge.version');
    expect(heard).toEqual(['1 before', '1 after']);
  });

  test('misses nothing when the line breaks for a moment', async () => {
    const bridge = await startOverlayBridge();
    const sockets: WebSocket[] = [];
    class Kept extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol);
        sockets.push(this);
      }
    }
    const client = open(wsUrl(bridge), { WebSocket: Kept as unknown as SocketConstructor });
    const heard: string[] = [];
    client.on('note', ({ id }, { isSnapshot }) => heard.push(`${isSnapshot ? 'snapshot ' : ''}${id}`));
    await until(client, 'live');
    bridge.overlay.deliver(noteFeedback({ id: 'one' }));
    await client.request('bridge.version');
    sockets[0]?.terminate();
    await until(client, 'waiting');
    bridge.overlay.deliver(noteFeedback({ id: 'two' }));
    await until(client, 'live');
    await client.request('bridge.version');
    expect(heard).toEqual(['one', 'two']);
  });

  test('does not come back with a token that was refused', async () => {
    const bridge = await startOverlayBridge();
    const client = open(wsUrl(bridge), { token: 'fc_wrong' });
    await until(client, 'closed');
    await expect(client.request('bridge.version')).rejects.toThrow('closed');
  });

  test('an address that is none ends it at once', async () => {
    const client = open('no address');
    await until(client, 'closed');
  });
});

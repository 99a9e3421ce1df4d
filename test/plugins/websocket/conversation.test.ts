import { describe, expect, test } from 'vitest';
import { CLOSE_CODES, hello, ready, topicSchemas } from '../../../src/core/wire/index.js';
import { output } from '../../../src/plugins/websocket/index.js';
import {
  lampStatus,
  metricsFeedback,
  noteFeedback,
  oneOfEach,
  pitchFeedback,
  SESSION_ID,
  sessionEnded,
  sessionStarted,
} from '../../support/feedback-samples.js';
import { startOverlayBridge } from '../../support/overlay-bridge.js';
import { WireClient } from '../../support/wire-client.js';

describe('the greeting', () => {
  test('the bridge says who it is, the client says who it is, and they are ready', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.open(url);
    expect(client.socket.protocol).toBe('fretcoach.v1');
    const greeting = await client.next('hello');
    expect(hello.parse(greeting)).toEqual(greeting);
    expect(greeting).toMatchObject({
      version: '1.2.3',
      auth_required: false,
      limits: { message_bytes: 65536 },
    });
    client.send({ type: 'identify', protocol: 1, client: 'test' });
    const answer = await client.next('ready');
    expect(ready.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({ scopes: ['read', 'feedback', 'control', 'admin'], resumed: false });
  });

  test.each([
    ['no JSON', '{"type":', CLOSE_CODES.notJson],
    ['no type', '{}', CLOSE_CODES.fieldMissing],
    ['a list', '[]', CLOSE_CODES.wrongType],
    ['a type that is a number', '{"type":4}', CLOSE_CODES.wrongType],
    ['an unknown type', '{"type":"gossip"}', CLOSE_CODES.unknownType],
    ['a type of the prototype', '{"type":"constructor"}', CLOSE_CODES.unknownType],
    ['identify without a client', '{"type":"identify","protocol":1}', CLOSE_CODES.fieldMissing],
    ['a protocol in words', '{"type":"identify","protocol":"one","client":"x"}', CLOSE_CODES.wrongType],
    [
      'an unknown topic',
      '{"type":"identify","protocol":1,"client":"x","subscribe":[{"topic":"x"}]}',
      CLOSE_CODES.badValue,
    ],
    [
      'a protocol of the past',
      '{"type":"identify","protocol":0,"client":"x"}',
      CLOSE_CODES.protocolNotSupported,
    ],
    [
      'a protocol of the future',
      '{"type":"identify","protocol":2,"client":"x"}',
      CLOSE_CODES.protocolNotSupported,
    ],
    ['a faulty wish before identify', '{"type":"subscribe","topic":"note"}', CLOSE_CODES.notIdentified],
    [
      'a subscription before identify',
      '{"type":"subscribe","id":1,"topic":"note"}',
      CLOSE_CODES.notIdentified,
    ],
    [
      'an unknown token',
      '{"type":"identify","protocol":1,"client":"x","token":"fc_no"}',
      CLOSE_CODES.tokenRefused,
    ],
  ])('%s ends it with its own code', async (_, text, code) => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.open(url);
    client.send(text);
    expect((await client.closed).code).toBe(code);
  });

  test('a binary message is not understood', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.open(url);
    client.socket.send(Buffer.from([1, 2, 3]));
    expect((await client.closed).code).toBe(CLOSE_CODES.featureNotSupported);
  });

  test('whoever says nothing for five seconds has to go', async () => {
    const { url, bench } = await startOverlayBridge();
    const client = await WireClient.open(url);
    await client.next('hello');
    bench.clock.advance(4_999);
    await client.settled();
    bench.clock.advance(1);
    expect((await client.closed).code).toBe(CLOSE_CODES.identifyTooLate);
  });

  test('nobody identifies twice', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    client.send({ type: 'identify' });
    expect((await client.closed).code).toBe(CLOSE_CODES.identifiedTwice);
  });
});

describe('listening', () => {
  test('a subscription brings how things stand, then every event in order', async () => {
    const { url, overlay } = await startOverlayBridge();
    overlay.deliver(noteFeedback({ id: 'guitar:0' }));
    const client = await WireClient.ready(url);
    client.send({ type: 'subscribe', id: 's', topic: 'note' });
    expect(await client.next('result')).toMatchObject({
      id: 's',
      ok: true,
      data: { topic: 'note', mode: 'all' },
    });
    expect(await client.next('snapshot')).toMatchObject({ topic: 'note', seq: 1, data: { id: 'guitar:0' } });
    overlay.deliver(noteFeedback({ phase: 'onset' }));
    overlay.deliver(noteFeedback({ phase: 'judged' }));
    overlay.deliver(noteFeedback({ phase: 'released', duration: 400 }));
    await client.settled();
    const events = client.of('event', 'note');
    expect(events.map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(events.map(({ data }) => data.phase)).toEqual(['onset', 'judged', 'released']);
  });

  test('every topic travels in its shape', async () => {
    const { url, overlay } = await startOverlayBridge();
    const subscribe = oneOfEach.map(({ topic }) => ({ topic }));
    const client = await WireClient.ready(url, { subscribe });
    for (const feedback of oneOfEach) overlay.deliver(feedback);
    await client.settled();
    for (const { topic, time } of oneOfEach) {
      expect(client.of('snapshot', topic)).toMatchObject([{ seq: 0, data: null }]);
      const [event] = client.of('event', topic);
      expect(event).toMatchObject({ seq: 1, t: time });
      expect(topicSchemas[topic].parse(event.data)).toEqual(event.data);
    }
  });

  test('whoever connects later finds the practice that runs, not the one that ended', async () => {
    const { url, overlay } = await startOverlayBridge();
    overlay.deliver(sessionStarted);
    const other = { ...sessionEnded.session, id: 'other' };
    overlay.deliver({ ...sessionEnded, sessionId: 'other', session: other });
    const client = await WireClient.ready(url, { subscribe: [{ topic: 'session' }] });
    expect(await client.next('snapshot')).toMatchObject({
      data: { state: 'started', session_id: SESSION_ID },
    });
  });

  test('an output that starts in the middle of a practice knows of it', async () => {
    const { url, overlay, practices } = await startOverlayBridge();
    practices.start({ scaleName: 'E blues' });
    await overlay.stop();
    await overlay.start();
    const client = await WireClient.ready(url, { subscribe: [{ topic: 'session' }] });
    expect(await client.next('snapshot')).toMatchObject({ data: { session: { scale_name: 'E blues' } } });
  });

  test('a client that asks for one session hears no other, but hears of plugins', async () => {
    const { url, overlay } = await startOverlayBridge();
    const subscribe = [
      { topic: 'note', session_id: SESSION_ID },
      { topic: 'plugins', session_id: SESSION_ID },
    ];
    const client = await WireClient.ready(url, { subscribe });
    overlay.deliver({ ...noteFeedback({ id: 'other' }), sessionId: 'other' });
    overlay.deliver({ ...noteFeedback({ id: 'none' }), sessionId: null });
    overlay.deliver(noteFeedback({ id: 'mine' }));
    overlay.deliver({ topic: 'plugins', time: 1, sessionId: null, plugins: [lampStatus] });
    await client.settled();
    expect(client.of('event', 'note').map(({ data }) => data.id)).toEqual(['mine']);
    expect(client.of('event', 'plugins')).toHaveLength(1);
  });

  test('nothing comes after unsubscribe', async () => {
    const { url, overlay } = await startOverlayBridge();
    const client = await WireClient.ready(url, { subscribe: [{ topic: 'note' }] });
    client.send({ type: 'unsubscribe', id: 1, topic: 'note' });
    expect(await client.next('result')).toMatchObject({ id: 1, ok: true });
    overlay.deliver(noteFeedback());
    client.send({ type: 'unsubscribe', id: 2, topic: 'note' });
    expect(await client.next('result')).toMatchObject({ id: 2, ok: false });
    expect(client.of('event')).toHaveLength(0);
  });

  test('scores come ten times a second, and at once with a note', async () => {
    const { url, overlay, bench } = await startOverlayBridge();
    const client = await WireClient.ready(url, { subscribe: [{ topic: 'metrics' }] });
    for (const quality of [0.1, 0.2, 0.3]) overlay.deliver(metricsFeedback(quality));
    await client.settled();
    expect(client.of('event').map(({ data }) => data.quality)).toEqual([0.1]);
    bench.clock.advance(100);
    await client.settled();
    expect(client.of('event').map(({ data }) => data.quality)).toEqual([0.1, 0.3]);
    const note = metricsFeedback(0.4);
    overlay.deliver({ ...note, metrics: { ...note.metrics, notesDetected: 2 } });
    await client.settled();
    expect(client.of('event').map(({ seq }) => seq)).toEqual([1, 3, 4]);
  });

  test('pitch at a lower rate tells its range', async () => {
    const { url, overlay, bench } = await startOverlayBridge();
    const client = await WireClient.ready(url, { subscribe: [{ topic: 'pitch', max_hz: 20 }] });
    for (const hz of [110, 109, 112, 111]) overlay.deliver(pitchFeedback(hz, 0));
    bench.clock.advance(50);
    await client.settled();
    const [first, second] = client.of('event');
    expect(first.data).toMatchObject({ hz: 110 });
    expect(second.data).toMatchObject({ hz: 111, frames: 3, min: { hz: 109 }, max: { hz: 112 } });
  });

  test('a second subscription changes the rate; too many are refused', async () => {
    const { url, overlay } = await startOverlayBridge({ config: { limits: { subscriptions: 2 } } });
    const client = await WireClient.ready(url, { subscribe: [{ topic: 'note' }, { topic: 'pitch' }] });
    client.send({ type: 'subscribe', id: 1, topic: 'pitch', max_hz: 1 });
    expect(await client.next('result')).toMatchObject({ ok: true, data: { max_hz: 1 } });
    client.send({ type: 'subscribe', id: 2, topic: 'session' });
    expect(await client.next('result')).toMatchObject({ ok: false, error: { code: 'request.limit' } });
    overlay.deliver(pitchFeedback(110, 0));
    overlay.deliver(pitchFeedback(111, 1));
    await client.settled();
    expect(client.of('event')).toHaveLength(1);
  });
});

describe('asking', () => {
  test('a practice is started, watched and stopped', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    const started = await client.request('session.start', { scale_name: 'E blues' });
    expect(started).toMatchObject({ ok: true, data: { success: true, scale_name: 'E blues' } });
    expect(await client.request('session.metrics')).toMatchObject({ data: { current_note: 'A2' } });
    expect(await client.request('session.stop')).toMatchObject({ data: { pitch_accuracy: 0.9 } });
  });

  test('a faulty request is answered with every fault', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    expect(await client.request('session.start', { strictness: 2, sensitivity: -1 })).toMatchObject({
      ok: false,
      error: { code: 'request.invalid', errors: [{ pointer: '/strictness' }, { pointer: '/sensitivity' }] },
    });
    for (const method of ['session.dance', 'constructor', '__proto__']) {
      expect(await client.request(method)).toMatchObject({
        ok: false,
        error: { code: 'request.unknown-method' },
      });
    }
  });

  test('what is not understood after ready is answered, not punished', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    client.send({ type: 'gossip', id: 7 });
    expect(await client.next('result')).toMatchObject({
      id: 7,
      ok: false,
      error: { code: 'request.invalid' },
    });
    client.send({ type: 'subscribe', id: 8, topic: 'pitch', max_hz: 1000 });
    expect(await client.next('result')).toMatchObject({ id: 8, error: { errors: [{ pointer: '/max_hz' }] } });
    client.send({ type: 'subscribe', topic: 'pitch' });
    expect(await client.next('result')).toMatchObject({ id: null, ok: false });
  });

  test('a ping brings back its own time and the bridge’s', async () => {
    const { url, bench } = await startOverlayBridge();
    bench.clock.advance(1234);
    const client = await WireClient.ready(url);
    client.send({ type: 'ping', t: 5 });
    expect(await client.next('pong')).toEqual({ type: 'pong', t: 5, server_t: 1234 });
  });
});

describe('limits', () => {
  test('a client that sends too much is told and has to go', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    for (let at = 0; at < 150; at++) client.send({ type: 'ping' });
    expect((await client.closed).code).toBe(CLOSE_CODES.rateLimited);
    expect(client.of('notice')).toMatchObject([{ code: 'rate_limited' }]);
    expect(client.of('pong').length).toBe(99);
  });

  test('a message of more than 64 KiB ends the connection', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    client.send({ type: 'request', id: 1, method: 'x', params: { text: 'a'.repeat(70_000) } });
    expect((await client.closed).code).toBe(1009);
  });

  test('so does one that comes in small pieces', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    for (let piece = 0; piece < 8; piece++) client.socket.send('a'.repeat(10_000), { fin: false });
    expect((await client.closed).code).toBe(1009);
  });

  test('keys of the prototype are nobody’s: neither heard nor obeyed', async () => {
    const { url } = await startOverlayBridge();
    const client = await WireClient.open(url);
    await client.next('hello');
    client.send(
      '{"type":"identify","protocol":1,"client":"test","__proto__":{"polluted":1},"resume":{"epoch":"x","last_seq":{"__proto__":5}}}',
    );
    expect(await client.next('ready')).toMatchObject({ resumed: false });
    client.send({ type: 'subscribe', id: 7, topic: '__proto__' });
    expect(await client.next('result')).toMatchObject({ id: 7, ok: false });
    expect({}).not.toHaveProperty('polluted');
  });

  test('there is room for so many clients and no more', async () => {
    const { url, bench } = await startOverlayBridge({ config: { limits: { clients: 2 } } });
    const clients = [await WireClient.ready(url), await WireClient.ready(url)];
    const third = await WireClient.open(url);
    expect((await third.closed).code).toBe(CLOSE_CODES.tooManyClients);
    bench.clock.advance(2_000);
    expect(bench.details).toMatchObject({ clients: 2 });
    clients[0]?.socket.close();
    await clients[0]?.closed;
    await clients[1]?.settled();
    await WireClient.ready(url);
  });

  test('a connection that gives no sign of life is cut', async () => {
    const { url, bench } = await startOverlayBridge();
    const client = await WireClient.open(url, { autoPong: false });
    client.send({ type: 'identify', protocol: 1, client: 'test' });
    await client.next('ready');
    for (let at = 0; at < 3; at++) bench.clock.advance(15_000);
    expect((await client.closed).code).toBe(1006);
  });
});

describe('the end', () => {
  test('the bridge says goodbye before it goes', async () => {
    const { url, overlay } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    await overlay.stop();
    expect((await client.closed).code).toBe(CLOSE_CODES.goingAway);
    expect(client.of('bye')).toMatchObject([{ reconnect: true, after_ms: 1000 }]);
  });

  test('new settings bring everybody back', async () => {
    const { url, overlay } = await startOverlayBridge();
    const client = await WireClient.ready(url);
    await overlay.reconfigure?.(output.config.parse({}));
    expect((await client.closed).code).toBe(CLOSE_CODES.reconfiguring);
    await WireClient.ready(url);
  });
});

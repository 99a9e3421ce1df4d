import { describe, expect, test } from 'vitest';
import { noteFeedback, SESSION_ID } from '../../support/feedback-samples.js';
import { type OverlayBridge, startOverlayBridge } from '../../support/overlay-bridge.js';
import { WireClient } from '../../support/wire-client.js';

const subscribe = [{ topic: 'note' }, { topic: 'metrics' }];

/** A client that was there for three notes. */
async function afterThreeNotes(bridge: OverlayBridge) {
  const client = await WireClient.open(bridge.url);
  const { epoch } = await client.next('hello');
  client.send({ type: 'identify', protocol: 1, client: 'test', subscribe });
  await client.next('ready');
  play(bridge, 3);
  await client.settled();
  client.socket.close();
  await client.closed;
  return epoch as string;
}

function play({ overlay }: OverlayBridge, notes: number): void {
  for (let at = 0; at < notes; at++) overlay.deliver(noteFeedback({ id: `guitar:${at}` }));
}

async function back({ url }: OverlayBridge, resume: object, wishes: object[] = subscribe) {
  const client = await WireClient.open(url);
  client.send({ type: 'identify', protocol: 1, client: 'test', subscribe: wishes, resume });
  const ready = await client.next('ready');
  await client.settled();
  return { client, resumed: ready.resumed as boolean };
}

describe('coming back', () => {
  test('a client that was away for a moment gets exactly what it missed', async () => {
    const bridge = await startOverlayBridge();
    const epoch = await afterThreeNotes(bridge);
    play(bridge, 2);
    const { client, resumed } = await back(bridge, { epoch, last_seq: { note: 3 } });
    expect(resumed).toBe(true);
    expect(client.of('event', 'note').map(({ seq }) => seq)).toEqual([4, 5]);
    expect(client.of('snapshot', 'note')).toHaveLength(0);
    expect(client.of('snapshot', 'metrics')).toHaveLength(1);
  });

  test('nothing missed is resumed with nothing', async () => {
    const bridge = await startOverlayBridge();
    const epoch = await afterThreeNotes(bridge);
    const { client, resumed } = await back(bridge, { epoch, last_seq: { note: 3 } });
    expect(resumed).toBe(true);
    expect(client.of('event')).toHaveLength(0);
  });

  test.each([
    ['another start of the bridge', { epoch: 'another', last_seq: { note: 3 } }],
    ['numbers that were never reached', { last_seq: { note: 99 } }],
    ['no number for a lossless topic', { last_seq: {} }],
  ])('after %s it begins with a snapshot', async (_, resume) => {
    const bridge = await startOverlayBridge();
    const epoch = await afterThreeNotes(bridge);
    const { client, resumed } = await back(bridge, { epoch, ...resume });
    expect(resumed).toBe(false);
    expect(client.of('snapshot', 'note')).toMatchObject([{ seq: 3, data: { id: 'guitar:2' } }]);
    expect(client.of('event')).toHaveLength(0);
  });

  test('after a minute it begins with a snapshot', async () => {
    const bridge = await startOverlayBridge();
    const epoch = await afterThreeNotes(bridge);
    play(bridge, 1);
    bridge.bench.clock.advance(60_001);
    expect(await back(bridge, { epoch, last_seq: { note: 3 } })).toMatchObject({ resumed: false });
  });

  test('after more than a thousand notes it begins with a snapshot', async () => {
    const bridge = await startOverlayBridge();
    const epoch = await afterThreeNotes(bridge);
    play(bridge, 1_000);
    expect(await back(bridge, { epoch, last_seq: { note: 3 } })).toMatchObject({ resumed: true });
    play(bridge, 1);
    expect(await back(bridge, { epoch, last_seq: { note: 3 } })).toMatchObject({ resumed: false });
  });

  test('what was missed of other sessions stays away', async () => {
    const bridge = await startOverlayBridge();
    const epoch = await afterThreeNotes(bridge);
    bridge.overlay.deliver({ ...noteFeedback({ id: 'other' }), sessionId: 'other' });
    play(bridge, 1);
    const wishes = [{ topic: 'note', session_id: SESSION_ID }];
    const { client } = await back(bridge, { epoch, last_seq: { note: 3 } }, wishes);
    expect(client.of('event', 'note').map(({ seq }) => seq)).toEqual([5]);
  });
});

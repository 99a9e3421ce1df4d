import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Scope } from '../../../src/core/plugin/index.js';
import { TokenStore } from '../../../src/core/server/index.js';
import { CLOSE_CODES } from '../../../src/core/wire/index.js';
import type { Guest } from '../../../src/plugins/websocket/connection.js';
import { FakeClock } from '../../support/fake-clock.js';
import { lampStatus, noteFeedback } from '../../support/feedback-samples.js';
import { startOverlayBridge } from '../../support/overlay-bridge.js';
import { WireClient } from '../../support/wire-client.js';

async function bridgeWithToken(scopes: readonly Scope[]) {
  const clock = new FakeClock();
  const bridge = await startOverlayBridge({ server: { authRequired: true, clock } });
  const tokens = new TokenStore(join(bridge.folder, 'tokens.json'));
  return { ...bridge, tokens, serverClock: clock, token: tokens.add('overlay', scopes, new Date()) };
}

test('without a token nobody is let in where one is required', async () => {
  const { url } = await bridgeWithToken(['read']);
  const client = await WireClient.open(url);
  expect(await client.next('hello')).toMatchObject({ auth_required: true });
  client.send({ type: 'identify', protocol: 1, client: 'test' });
  expect((await client.closed).code).toBe(CLOSE_CODES.tokenRefused);
});

test('a token for overlays hears what is played, and no more', async () => {
  const { url, token, overlay } = await bridgeWithToken(['feedback']);
  const subscribe = [{ topic: 'note' }, { topic: 'plugins' }];
  const client = await WireClient.ready(url, { token, subscribe });
  overlay.deliver(noteFeedback());
  overlay.deliver({ topic: 'plugins', time: 1, sessionId: null, plugins: [lampStatus] });
  expect(await client.request('session.start')).toMatchObject({ ok: false, error: { code: 'access.scope' } });
  expect(await client.request('sessions.list')).toMatchObject({ ok: false, error: { code: 'access.scope' } });
  expect(client.of('event').map(({ topic }) => topic)).toEqual(['note']);
  expect(client.of('notice')).toMatchObject([{ code: 'access.scope' }]);
});

test('whoever looks after the bridge sees who listens, and may send one away for good', async () => {
  const { url, token, tokens } = await bridgeWithToken(['read']);
  const admin = { authorization: `Bearer ${tokens.add('keeper', ['admin'], new Date())}` };
  const clients = `${url}/plugins/overlay/clients`;
  const [guest, other] = [
    await WireClient.ready(url, { token, client: 'guest/1.0' }),
    await WireClient.ready(url, { token }),
  ];
  const kick = (id: string, headers: Record<string, string>) =>
    fetch(`${clients}?connection_id=${id}`, { method: 'DELETE', headers });
  expect((await fetch(clients, { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
  const { items } = (await (await fetch(clients, { headers: admin })).json()) as { items: Guest[] };
  expect(items).toMatchObject([{ client: 'guest/1.0', scopes: ['read'] }, { client: 'test' }]);
  expect((await kick('nobody', admin)).status).toBe(422);
  expect((await kick(items[0]?.connection_id ?? '', admin)).status).toBe(200);
  expect((await guest.closed).code).toBe(CLOSE_CODES.kicked);
  expect(guest.of('bye')).toMatchObject([{ reconnect: false }]);
  await other.settled();
});

test('a revoked token ends its connection', async () => {
  const { url, token, tokens, serverClock } = await bridgeWithToken(['read']);
  const client = await WireClient.ready(url, { token });
  tokens.revoke('overlay');
  serverClock.advance(1_000);
  expect((await client.closed).code).toBe(CLOSE_CODES.tokenRevoked);
  expect(client.of('notice')).toMatchObject([{ code: 'token_revoked' }]);
});

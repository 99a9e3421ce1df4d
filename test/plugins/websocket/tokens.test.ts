import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Scope } from '../../../src/core/plugin/index.js';
import { TokenStore } from '../../../src/core/server/index.js';
import { CLOSE_CODES } from '../../../src/core/wire/index.js';
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

test('a revoked token ends its connection', async () => {
  const { url, token, tokens, serverClock } = await bridgeWithToken(['read']);
  const client = await WireClient.ready(url, { token });
  tokens.revoke('overlay');
  serverClock.advance(1_000);
  expect((await client.closed).code).toBe(CLOSE_CODES.tokenRevoked);
  expect(client.of('notice')).toMatchObject([{ code: 'token_revoked' }]);
});

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TokenStore } from '../../../src/core/server/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rawRequest, startServer, type TestServer } from '../../support/test-server.js';

type Headers = Record<string, string | string[]>;
type Attack = readonly [title: string, headers: (port: number) => Headers];

const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** What must not get in, neither over HTTP nor as a WebSocket. */
const REFUSED: readonly Attack[] = [
  ['a page of another site', () => ({ origin: 'https://evil.example' })],
  ['a page without an origin', () => ({ origin: 'null' })],
  ['a page of another server on this machine', () => ({ origin: 'http://localhost:3000' })],
  [
    'a page whose name only begins like ours',
    (port) => ({ origin: `http://localhost:${port}.evil.example` }),
  ],
  ['a page with our name and another scheme', (port) => ({ origin: `ftp://localhost:${port}` })],
  ['a page that rebinds its name to this machine', (port) => ({ host: `evil.example:${port}` })],
  [
    'a rebound page that names itself',
    (port) => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
  ],
  ['a name that ends like ours', (port) => ({ host: `evil-localhost:${port}` })],
  ['another port in Host', () => ({ host: 'localhost:1' })],
  ['Host without a port', () => ({ host: 'localhost' })],
  ['an address of another machine in Host', (port) => ({ host: `192.168.1.5:${port}` })],
  ['a user name in Host', (port) => ({ host: `me@localhost:${port}` })],
  ['an empty Host', () => ({ host: '' })],
  ['an image on another site', () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })],
  ['a script on another port', () => ({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' })],
  [
    'a frame on another site',
    () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }),
  ],
];

/** What has to get in. */
const WELCOME: readonly Attack[] = [
  ['a program on this machine', () => ({})],
  ['localhost by name', (port) => ({ host: `localhost:${port}` })],
  ['localhost in capitals', (port) => ({ host: `LOCALHOST:${port}` })],
  ['the address of version 6', (port) => ({ host: `[::1]:${port}` })],
  ['a page of the bridge', (port) => ({ origin: `http://127.0.0.1:${port}` })],
  ['a page of the bridge under its other name', (port) => ({ origin: `http://localhost:${port}` })],
  ['an address typed by hand', () => ({ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })],
];

async function handshake(port: number, headers: Headers): Promise<number> {
  const answer = await rawUpgrade(port, headers);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

/** Writes a handshake byte for byte, and resolves with the first answer. */
function rawUpgrade(port: number, headers: Headers, path = '/ws'): Promise<string> {
  const all = Object.entries({ host: `127.0.0.1:${port}`, ...upgrade, ...headers });
  const lines = all.flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}\r\n`));
  return rawBytes(port, `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
}

function rawBytes(port: number, text: string): Promise<string> {
  const socket = createConnection(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(text);
  return new Promise((resolve) => {
    socket.once('data', (bytes) => resolve(bytes.toString()));
    socket.once('error', (error) => resolve(String(error)));
    socket.once('close', () => resolve('closed'));
  });
}

async function withSocket(
  settings: Parameters<typeof startServer>[0] = {},
): Promise<TestServer & { callers: object[] }> {
  const server = await startServer(settings);
  const callers: object[] = [];
  server.mounts.mountFor('overlay').socket('/ws', (_, caller) => callers.push(caller));
  return { ...server, callers };
}

describe('nobody gets in who should not', () => {
  test.each(REFUSED)('%s', async (_, headers) => {
    const { port, practices, callers } = await withSocket();
    expect((await rawRequest(port, '/sessions', { headers: headers(port) })).status).toBe(403);
    const json = { 'content-type': 'application/json', ...headers(port) };
    const start = await rawRequest(port, '/session/start', { method: 'POST', headers: json, body: '{}' });
    expect(start.status).toBe(403);
    expect(practices.running()).toEqual([]);
    expect(await handshake(port, headers(port))).toBe(403);
    expect(callers).toEqual([]);
  });

  test('not even what does not exist is told to a stranger', async () => {
    const { port } = await startServer();
    const answer = await rawRequest(port, '/nowhere', { headers: { origin: 'https://evil.example' } });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a request without Host is no request', async () => {
    const { port } = await startServer();
    expect(await rawBytes(port, 'GET /sessions HTTP/1.1\r\n\r\n')).toContain(' 400 ');
    expect(await rawBytes(port, 'GET /sessions HTTP/1.0\r\n\r\n')).toContain(' 403 ');
  });

  test('two names in Host are one too many', async () => {
    const { port } = await startServer();
    const twice = `Host: 127.0.0.1:${port}\r\nHost: evil.example\r\n`;
    expect(await rawBytes(port, `GET /sessions HTTP/1.1\r\n${twice}\r\n`)).toMatch(/ 40[03] /);
  });

  test('a preflight opens nothing', async () => {
    const { port } = await startServer();
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const answer = await rawRequest(port, '/session/start', { method: 'OPTIONS', headers });
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('who belongs here gets in', () => {
  test.each(WELCOME)('%s', async (_, headers) => {
    const { port, callers } = await withSocket();
    expect((await rawRequest(port, '/sessions', { headers: headers(port) })).status).toBe(200);
    expect(await handshake(port, headers(port))).toBe(101);
    expect(callers).toMatchObject([{ scopes: ['read', 'feedback', 'control', 'admin'] }]);
  });

  test('a link on another site opens the dashboard', async () => {
    const { port } = await startServer();
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await rawRequest(port, '/', { headers })).status).toBe(200);
  });
});

describe('floods', () => {
  test('two thousand headers', async () => {
    const { port } = await withSocket();
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`x${at}`, '1']));
    const few = Object.fromEntries(Object.entries(many).slice(0, 150));
    expect([400, 431]).toContain((await rawRequest(port, '/sessions', { headers: many })).status);
    expect((await rawRequest(port, '/sessions', { headers: few })).status).toBe(431);
    expect(await handshake(port, few)).toBe(431);
  });

  test('a handshake that never ends is cut off', async () => {
    const { port } = await withSocket({ headersWithinMs: 100 });
    const answer = await rawBytes(port, `GET /ws HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
    expect(answer).toMatch(/ 408 |closed/);
  });

  test('junk instead of a handshake', async () => {
    const { port, url } = await withSocket();
    expect(await rawBytes(port, '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n')).toMatch(/ 400 |closed/);
    expect(await rawUpgrade(port, { 'sec-websocket-key': 'short' })).toContain(' 400 ');
    expect(await rawUpgrade(port, { 'sec-websocket-version': '99' })).toContain(' 400 ');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('keys of the prototype in a body', async () => {
    const { port, practices } = await startServer();
    const headers = { 'content-type': 'application/json' };
    const body = '{"scale_name":"E blues","__proto__":{"strictness":1},"constructor":{"prototype":{"a4":1}}}';
    const answer = await rawRequest(port, '/session/start', { method: 'POST', headers, body });
    expect([201, 422]).toContain(answer.status);
    expect(practices.wishes.every(({ strictness }) => strictness !== 1)).toBe(true);
    expect({}).not.toHaveProperty('strictness');
    expect({}).not.toHaveProperty('a4');
  });

  test('a place where no plugin listens', async () => {
    const { port } = await withSocket();
    expect(await rawUpgrade(port, {}, '/plugins/nobody')).toContain(' 404 ');
    expect(await rawUpgrade(port, {}, '/../ws')).toContain(' 404 ');
  });
});

describe('tokens', () => {
  function tokensOf({ folder }: TestServer): TokenStore {
    return new TokenStore(join(folder, 'tokens.json'));
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const now = new Date('2026-01-01T12:00:00Z');

  test('are shown once and stored as hashes that only the owner may read', async () => {
    const bridge = await startServer();
    const token = tokensOf(bridge).add('overlay', ['read'], now);
    const file = join(bridge.folder, 'tokens.json');
    expect(token).toMatch(/^fc_[\w-]{43}$/);
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => tokensOf(bridge).add('overlay', ['read'], now)).toThrow('already');
  });

  test('everybody needs one where they are required, and the scope for the deed', async () => {
    const bridge = await startServer({ authRequired: true });
    const token = tokensOf(bridge).add('overlay', ['read'], now);
    const ask = (path: string, headers: Headers, method = 'GET') =>
      rawRequest(bridge.port, path, { headers, method });
    const refused = await ask('/sessions', {});
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect((await ask('/sessions', bearer(token))).status).toBe(200);
    expect((await ask('/session/start', bearer(token), 'POST')).status).toBe(403);
    expect((await ask('/sessions', bearer('fc_wrong'))).status).toBe(401);
    expect((await ask('/metrics', {})).status).toBe(401);
  });

  test('pages and health need none: the token comes behind the #', async () => {
    const { port } = await startServer({ authRequired: true });
    for (const path of ['/', '/overlay/note', '/healthz', '/readyz']) {
      expect((await rawRequest(port, path)).status).toBe(200);
    }
  });

  test('a listed origin needs one too', async () => {
    const bridge = await withSocket({ allowedOrigins: ['https://stream.example'] });
    const token = tokensOf(bridge).add('stream', ['read'], now);
    const origin = 'https://stream.example';
    expect((await rawRequest(bridge.port, '/sessions', { headers: { origin } })).status).toBe(401);
    expect(
      (await rawRequest(bridge.port, '/sessions', { headers: { origin, ...bearer(token) } })).status,
    ).toBe(200);
    expect(await handshake(bridge.port, { origin })).toBe(101);
    expect(
      await handshake(bridge.port, { origin, 'sec-websocket-protocol': `fretcoach.v1, bearer.${token}` }),
    ).toBe(101);
    expect(bridge.callers).toMatchObject([{ scopes: [] }, { scopes: ['read'] }]);
  });

  test('a listed name needs one too', async () => {
    const bridge = await startServer({ allowedHosts: ['bridge.lan'] });
    const headers = { host: `bridge.lan:${bridge.port}` };
    expect((await rawRequest(bridge.port, '/sessions', { headers })).status).toBe(401);
    const token = tokensOf(bridge).add('teacher', ['read'], now);
    const own = { ...headers, ...bearer(token), origin: `http://bridge.lan:${bridge.port}` };
    expect((await rawRequest(bridge.port, '/sessions', { headers: own })).status).toBe(200);
    expect((await rawRequest(bridge.port, '/sessions', { headers: { host: 'bridge.lan:1' } })).status).toBe(
      403,
    );
  });

  test('in an address they are refused, whether right or wrong', async () => {
    const bridge = await withSocket();
    const token = tokensOf(bridge).add('overlay', ['read'], now);
    const answer = await rawRequest(bridge.port, `/overlay/note?token=${token}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('access.token-in-query');
    expect(await rawUpgrade(bridge.port, {}, `/ws?token=${token}`)).toContain(' 400 ');
  });

  test('whoever guesses has five tries a minute', async () => {
    const clock = new FakeClock();
    const bridge = await startServer({ authRequired: true, clock });
    const token = tokensOf(bridge).add('overlay', ['read'], now);
    const status = async (guess: string) =>
      (await rawRequest(bridge.port, '/sessions', { headers: bearer(guess) })).status;
    for (let at = 0; at < 5; at++) expect(await status('fc_guess')).toBe(401);
    expect(await status('fc_guess')).toBe(429);
    expect(await status(token)).toBe(429);
    clock.advance(60_000);
    expect(await status(token)).toBe(200);
  });

  test('a revoked one ends what it opened', async () => {
    const clock = new FakeClock();
    const bridge = await startServer({ authRequired: true, clock });
    const token = tokensOf(bridge).add('overlay', ['read'], now);
    const grant = bridge.door.admit(token, { address: '127.0.0.1', origin: null, scopes: [] });
    expect(grant.revoked?.aborted).toBe(false);
    expect(tokensOf(bridge).revoke('overlay')).toBe(true);
    clock.advance(1_000);
    expect(grant.revoked?.aborted).toBe(true);
    expect((await rawRequest(bridge.port, '/sessions', { headers: bearer(token) })).status).toBe(401);
    expect(tokensOf(bridge).revoke('overlay')).toBe(false);
  });

  test('a broken file is told once, and lets people in again when it is mended', async () => {
    const clock = new FakeClock();
    const bridge = await startServer({ authRequired: true, clock });
    const token = tokensOf(bridge).add('overlay', ['read'], now);
    const file = join(bridge.folder, 'tokens.json');
    const good = readFileSync(file);
    writeFileSync(file, '{');
    clock.advance(10_000);
    expect(bridge.log.warnings).toEqual([expect.stringContaining('Tokens cannot be read')]);
    writeFileSync(file, good);
    expect((await rawRequest(bridge.port, '/sessions', { headers: bearer(token) })).status).toBe(200);
  });

  test('a broken file lets nobody in', async () => {
    const bridge = await startServer({ authRequired: true });
    const file = join(bridge.folder, 'tokens.json');
    writeFileSync(file, '{"tokens": [{"hash": ""}]}');
    expect((await rawRequest(bridge.port, '/sessions', { headers: bearer('fc_any') })).status).toBe(401);
    expect(bridge.log.warnings[0]).toContain('Tokens cannot be read');
  });
});

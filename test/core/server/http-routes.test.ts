import { describe, expect, test } from 'vitest';
import { uuidV7 } from '../../../src/core/session/uuid-v7.js';
import { methods, problem } from '../../../src/core/wire/index.js';
import { startOf } from '../../support/session-repository-contract.js';
import { rawRequest, startServer } from '../../support/test-server.js';

const json = { 'content-type': 'application/json' };
const post = (url: string, body?: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: json,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe('a practice over HTTP', () => {
  test('starts with what the player asks for', async () => {
    const { url, practices } = await startServer();
    const answer = await post(`${url}/session/start`, { scale_name: 'E blues', strictness: 0.7 });
    expect(answer.status).toBe(201);
    const body = await answer.json();
    expect(body).toMatchObject({ success: true, scale_name: 'E blues', user_id: 'me' });
    expect(methods['session.start'].result.parse(body)).toEqual(body);
    expect(practices.wishes).toEqual([{ scaleName: 'E blues', strictness: 0.7 }]);
  });

  test('that starts with the first note is what the player prepared', async () => {
    const { url, practices } = await startServer();
    const answer = await post(`${url}/session/prepare`, { scale_name: 'E blues', strictness: 0.7 });
    expect(answer.status).toBe(200);
    const body = await answer.json();
    expect(methods['session.prepare'].result.parse(body)).toEqual(body);
    expect(body).toMatchObject({ scale_name: 'E blues' });
    expect(practices.prepared).toEqual([{ scaleName: 'E blues', strictness: 0.7 }]);
    expect(practices.running()).toEqual([]);
  });

  test('an unknown scale is answered with the three nearest, beside every other fault', async () => {
    const { url } = await startServer();
    const alone = await post(`${url}/session/start`, { scale_name: 'A minor pentatonik' });
    expect(alone.status).toBe(422);
    expect(await alone.json()).toMatchObject({
      code: 'music.unknown-scale',
      errors: [{ pointer: '/scale_name', message: expect.stringContaining('"A Minor Pentatonic"') }],
    });
    const both = await post(`${url}/session/start`, { scale_name: 'Z', strictness: 2 });
    expect(both.headers.get('content-type')).toBe('application/problem+json');
    const body = problem.parse(await both.json());
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/scale_name', '/strictness']);
  });

  test('asked for with the wrong verb says which one it answers', async () => {
    const { url } = await startServer();
    const answer = await fetch(`${url}/session/start`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ detail: '/session/start answers POST, not GET.' });
  });

  test('a second start on the same input is refused until the first one stops', async () => {
    const { url } = await startServer();
    await post(`${url}/session/start`, {});
    expect((await post(`${url}/session/start`, {})).status).toBe(409);
    const stopped = await fetch(`${url}/session/stop`, { method: 'POST' });
    const body = await stopped.json();
    expect(methods['session.stop'].result.parse(body)).toEqual(body);
    expect(body).toMatchObject({ success: true, notes_detected_count: 45, pitch_accuracy: 0.9 });
    expect((await post(`${url}/session/stop`, {})).status).toBe(404);
  });

  test('its live state has the note, the scores and the details', async () => {
    const { url } = await startServer();
    const idle = await (await fetch(`${url}/session/metrics`)).json();
    expect(idle).toMatchObject({ is_running: false, current_note: null, pitch_accuracy: null });
    await post(`${url}/session/start`, {});
    const live = await (await fetch(`${url}/session/metrics`)).json();
    expect(live).toMatchObject({
      is_running: true,
      current_note: 'A2',
      target_scale: 'A Minor Pentatonic',
      debug_info: { detected_hz: 109.59, detected_midi: 45, pitch_class: 9, in_scale: true },
    });
    expect(methods['session.metrics'].result.parse(live)).toEqual(live);
  });

  test('its last notes are there as they were judged, for a page that is opened amid it', async () => {
    const { url } = await startServer();
    const notes = async () =>
      methods['session.notes'].result.parse(await (await fetch(`${url}/session/notes`)).json());
    expect(await notes()).toEqual({ items: [], next_cursor: null });
    await post(`${url}/session/start`, {});
    const { session_id } = (await (await fetch(`${url}/session/metrics`)).json()) as { session_id: string };
    expect(await notes()).toMatchObject({
      items: [{ session_id, midi: 45, name: 'A', octave: 2, judgement: 'in-tune' }],
    });
  });

  test('one that is over has no live state, and one nobody knows is not found', async () => {
    const { url, repository } = await startServer();
    const id = uuidV7(0);
    const live = () => fetch(`${url}/session/metrics?session_id=${id}`);
    expect((await live()).status).toBe(404);
    repository.begin(startOf(0, { id }));
    expect(await (await live()).json()).toMatchObject({ is_running: false });
  });
});

describe('stored practices over HTTP', () => {
  async function withSessions(count: number) {
    const bridge = await startServer();
    const ids = Array.from({ length: count }, (_, at) => {
      const startTime = new Date(Date.UTC(2026, 0, 1 + at));
      const id = uuidV7(startTime.getTime());
      const rest = { scaleName: 'E blues', strictness: 0.5, sensitivity: 0.5, ambientLighting: true };
      const extras = { userId: 'me', tuning: null, scaleSize: 6, metricsVersion: 1 };
      bridge.repository.begin({ id, startTime, ...rest, ...extras });
      return id;
    });
    return { ...bridge, ids };
  }

  test('come newest first, page by page', async () => {
    const { url, ids } = await withSessions(5);
    const page = async (query: string) =>
      methods['sessions.list'].result.parse(await (await fetch(`${url}/sessions?limit=3&${query}`)).json());
    const first = await page('user_id=me');
    const second = await page(`cursor=${first.next_cursor}`);
    const seen = [...first.items, ...second.items].map(({ session_id }) => session_id);
    expect(seen).toEqual(ids.reverse());
    expect(second.next_cursor).toBeNull();
  });

  test('are found by any name of their scale, and by the one they were stored with', async () => {
    const { url, repository } = await withSessions(1);
    const startTime = new Date(Date.UTC(2026, 1, 1));
    const rest = { strictness: 0.5, sensitivity: 0.5, ambientLighting: true, userId: 'me', tuning: null };
    const scale = { scaleName: 'E Minor Blues', scaleSize: 6, metricsVersion: 1 };
    repository.begin({ id: uuidV7(startTime.getTime()), startTime, ...rest, ...scale });
    const names = async (asked: string) => {
      const answer = await fetch(`${url}/sessions?scale_name=${encodeURIComponent(asked)}`);
      const { items } = (await answer.json()) as { items: { scale_name: string }[] };
      return items.map(({ scale_name }) => scale_name);
    };
    expect(await names('e min blues')).toEqual(['E Minor Blues']);
    expect(await names('E blues')).toEqual(['E Minor Blues', 'E blues']);
    expect(await names('my own exercise')).toEqual([]);
  });

  test('one session and its series can be read', async () => {
    const { url, ids, repository } = await withSessions(1);
    const sessionId = ids[0] ?? '';
    repository.append({
      id: uuidV7(Date.UTC(2026, 0, 1)),
      sessionId,
      timestamp: new Date(Date.UTC(2026, 0, 1)),
      pitchAccuracy: 0.9,
      scaleConformity: 0.2,
      timingStability: null,
      detectedPitchHz: 109.6,
      detectedMidi: 44.9,
      pitchClass: 9,
      inScale: true,
      noteDetected: true,
    });
    const session = await (await fetch(`${url}/sessions/${sessionId}`)).json();
    expect(session).toMatchObject({ id: sessionId, scale_name: 'E blues', end_time: null });
    const series = await (await fetch(`${url}/sessions/${sessionId}/metrics`)).json();
    expect(series).toMatchObject({
      items: [{ detected_midi: 44.9, note_detected: true }],
      next_cursor: null,
    });
    expect(methods['sessions.metrics'].result.parse(series)).toEqual(series);
  });

  test('what is not there is not found, whatever the id looks like', async () => {
    const { url } = await startServer();
    for (const id of [uuidV7(0), 'nonsense', "';drop table sessions", '%2e%2e']) {
      expect((await fetch(`${url}/sessions/${encodeURIComponent(id)}`)).status).toBe(404);
    }
    for (const cursor of ['nonsense', cursorOf('-100000-01-01T00:00:00.000Z'), cursorOf('1')]) {
      expect((await fetch(`${url}/sessions?cursor=${cursor}`)).status).toBe(422);
    }
    expect((await fetch(`${url}/sessions?limit=0&from=yesterday`)).status).toBe(422);
  });
});

function cursorOf(time: string): string {
  return Buffer.from(`${time} ${uuidV7(0)}`).toString('base64url');
}

describe('what can be chosen', () => {
  test.each(['scales.list', 'tunings.list', 'devices.list', 'plugins.list', 'bridge.version'] as const)(
    '%s keeps to its schema',
    async (method) => {
      const { url } = await startServer();
      const path = { 'bridge.version': '/version' }[method as string] ?? `/${method.split('.')[0]}`;
      const body = await (await fetch(url + path)).json();
      expect(methods[method].result.parse(body)).toEqual(body);
    },
  );

  test('a plugin can be restarted by its id', async () => {
    const { url, directory } = await startServer();
    expect(await (await post(`${url}/plugins/lamp/restart`)).json()).toMatchObject({ state: 'starting' });
    expect(directory.restarted).toEqual(['lamp']);
    expect((await post(`${url}/plugins/nobody/restart`)).status).toBe(404);
  });
});

describe('health', () => {
  test('pages anywhere may ask whether a bridge is here', async () => {
    const { port } = await startServer();
    const answer = await rawRequest(port, '/healthz', { headers: { origin: 'null' } });
    expect(answer).toMatchObject({ status: 200, text: 'ok' });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  test('a bridge that cannot do its whole work says why', async () => {
    const { url, reasons } = await startServer();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    reasons.push('The database does not answer.');
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, reasons: ['The database does not answer.'] });
  });

  test('Prometheus reads events, latency, plugins and requests', async () => {
    const { url, telemetry, directory } = await startServer();
    telemetry.countEvent('note', 3);
    telemetry.watchPlugins(directory);
    telemetry.watch('fretcoach_journal_bytes', 'Size of the journal', () => 42);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('fretcoach_events_total{topic="note"} 1');
    expect(text).toContain('fretcoach_event_latency_seconds_bucket{le="0.005",topic="note"} 1');
    expect(text).toContain('fretcoach_plugin_state{plugin="lamp",state="reconnecting"} 1');
    expect(text).toContain('fretcoach_plugin_restarts{plugin="lamp"} 3');
    expect(text).toContain('fretcoach_plugin_dropped{plugin="lamp"} 17');
    expect(text).toContain('fretcoach_plugin_queue{plugin="lamp"} 4');
    expect(text).toContain('fretcoach_plugin_fact{plugin="lamp",fact="latency_ms"} 20');
    expect(text).toContain('fretcoach_journal_bytes 42');
  });
});

describe('bodies', () => {
  test.each([
    ['text', 'text/plain', '{}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'a=1', 415],
    ['broken JSON', 'application/json', '{"a":', 400],
    ['a list', 'application/json', '[]', 400],
    ['more than 64 KiB', 'application/json', JSON.stringify({ scale_name: 'A'.repeat(70_000) }), 413],
  ])('%s is refused', async (_, type, body, status) => {
    const { url } = await startServer();
    const answer = await fetch(`${url}/session/start`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    expect(answer.status).toBe(status);
    expect(problem.parse(await answer.json()).detail).not.toBe('');
  });
});

describe('pages', () => {
  test('dashboard and overlays are served under a strict policy', async () => {
    const { url } = await startServer();
    const dashboard = await fetch(`${url}/`);
    expect(await dashboard.text()).toContain('dashboard');
    expect(dashboard.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(dashboard.headers.get('x-content-type-options')).toBe('nosniff');
    const overlay = await fetch(`${url}/overlay/note?theme=light`);
    expect(await overlay.text()).toContain('note');
    const again = await fetch(`${url}/`, {
      headers: { 'if-none-match': dashboard.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test('whoever takes gzip gets it, as small as the docs say', async () => {
    const { url } = await startServer();
    const plain = await fetch(`${url}/`, { headers: { 'accept-encoding': 'identity' } });
    const small = await fetch(`${url}/`, { headers: { 'accept-encoding': 'gzip, deflate' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(small.headers.get('content-encoding')).toBe('gzip');
    expect(small.headers.get('vary')).toBe('accept-encoding');
    expect(await small.text()).toBe(await plain.text());
  });

  test('a browser that asks for an overlay there is not is shown those there are; a program gets its problem', async () => {
    const { url } = await startServer();
    const shown = await fetch(`${url}/overlay/notes`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(shown.status).toBe(404);
    expect(shown.headers.get('content-type')).toContain('text/html');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await shown.text();
    expect(page).toContain('There is no overlay “notes”');
    expect(page).toContain('<p>Did you mean <a href="/overlay/note">note</a>?</p>');
    expect(page).toContain('<li><a href="/overlay/note">note</a></li>');
    const hostile = await fetch(`${url}/%3Cscript%3Ealert(1)`, { headers: { accept: 'text/html' } });
    expect(await hostile.text()).not.toContain('<script');
    const told = await fetch(`${url}/overlay/notes`, { headers: { accept: '*/*' } });
    expect(problem.parse(await told.json()).code).toBe('request.unknown-path');
  });

  test('hashed files may be kept for ever', async () => {
    const { url } = await startServer();
    const script = await fetch(`${url}/assets/note-a1b2c3d4.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/overlay/..\\..\\secret.txt',
    '//etc/passwd',
  ])('nothing outside the pages is reached by %s', async (path) => {
    const { port } = await startServer();
    const answer = await rawRequest(port, path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('root:');
    expect(answer.text).not.toMatch(/^secret$/);
  });
});

describe('plugins on the server', () => {
  test('answer under their prefix until they stop', async () => {
    const { url, mounts } = await startServer();
    const mount = mounts.mountFor('guitar');
    mount.route('GET', '/level', () => Response.json({ level: -18 }));
    expect(await (await fetch(`${url}/plugins/guitar/level`)).json()).toEqual({ level: -18 });
    mount.unmountAll();
    expect((await fetch(`${url}/plugins/guitar/level`)).status).toBe(404);
  });

  test('are sent bodies of reasonable size only, with or without a length', async () => {
    const { url, mounts } = await startServer();
    const told: string[] = [];
    mounts.mountFor('guitar').route('POST', '/tell', async (request) => {
      told.push(await request.text());
      return Response.json(Object.fromEntries(new URL(request.url).searchParams));
    });
    const tell = (body: string | ReadableStream) =>
      fetch(`${url}/plugins/guitar/tell?to=me`, {
        method: 'POST',
        headers: json,
        body,
        duplex: 'half',
      } as RequestInit);
    expect(await (await tell('{ "level": -18 }')).json()).toEqual({ to: 'me' });
    const flood = 'x'.repeat(65_537);
    for (const body of [flood, new Blob([flood]).stream()]) {
      const answer = await tell(body);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'request.too-large' });
    }
    expect(told).toEqual(['{ "level": -18 }']);
  });

  test('one that fails is an error without its secrets', async () => {
    const { url, mounts, log } = await startServer();
    mounts.mountFor('guitar').route('GET', '/level', () => {
      throw new Error('password: swordfish');
    });
    const answer = await fetch(`${url}/plugins/guitar/level`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('swordfish');
    expect(log.warnings).toHaveLength(1);
  });
});

describe('a server that cannot start says what to do', () => {
  test('when the port is taken', async () => {
    const { port } = await startServer();
    await expect(startServer({ port })).rejects.toMatchObject({
      code: 'server.port-busy',
      message: expect.stringContaining('--port'),
    });
  });

  test('when others could reach it without a token', async () => {
    await expect(startServer({ host: '0.0.0.0' })).rejects.toMatchObject({ code: 'server.address' });
    await expect(startServer({ host: '0.0.0.0', authRequired: true })).rejects.toMatchObject({
      code: 'server.address',
    });
  });

  test('when the address is not of this machine', async () => {
    const elsewhere = { host: '192.0.2.1', authRequired: true, allowedHosts: ['bridge.lan'] };
    await expect(startServer(elsewhere)).rejects.toMatchObject({ code: 'server.address' });
  });
});

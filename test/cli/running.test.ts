import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from '../../src/cli/command.js';
import { type FreshDatabase, freshDatabase, ownFolder } from '../support/database.js';
import { FakeIo } from '../support/fake-io.js';
import { evenly, playPhrase, writeRecording } from '../support/plucked-string.js';

vi.setConfig({ testTimeout: 60_000 }); // whole bridges, on machines that may be busy

const JSON_TYPE = { 'content-type': 'application/json' };

let database: FreshDatabase;
let folder: string;

beforeEach(async () => {
  database = await freshDatabase();
  folder = ownFolder();
  const plugins = {
    guitar: { use: 'audio', config: { source: 'browser' } }, // no sound card, on any machine
    daw: { use: 'osc', config: { port: 0 } },
    overlay: { use: 'websocket' },
  };
  writeFileSync(join(folder, 'plugins.config.json'), JSON.stringify({ plugins }));
});
afterEach(() => database.drop());

const atTerminal = () => new FakeIo(folder, database.env);
const data = () => ['--data-dir', join(folder, 'data')];

test('start tells where everything is, runs until Ctrl+C, and ends well', async () => {
  const terminal = atTerminal();
  terminal.width = 80;
  const ending = terminal.run('start', '--port', '0', ...data());
  await terminal.says(/runs\. Ctrl\+C stops it/);
  const tooLong = terminal.text.split('\n').filter((line) => line.length > 80);
  expect(tooLong.filter((line) => line.trim().includes(' '))).toEqual([]);
  expect(terminal.text).toMatch(/Dashboard +http:\/\/127\.0\.0\.1:\d+\/$/m);
  expect(terminal.text).toMatch(/Overlay +http:\/\/127\.0\.0\.1:\d+\/overlay\//);
  expect(terminal.text).toMatch(/Inputs +guitar {2}/);
  expect(terminal.text).toMatch(/Outputs +[\s\S]*overlay {2}Clients connect/);
  expect(terminal.text).toMatch(/Data +PostgreSQL database "test_/);
  const url = /http:\S+?(?=\/$)/m.exec(terminal.text)?.[0];
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  for (const found of [['--port', new URL(url ?? '').port], data()]) {
    const besides = atTerminal();
    expect(await besides.run('calibrate', ...found)).toBe(EXIT.failed);
    expect(besides.errors).toEqual([
      'Nothing is listened to: plug in an interface or choose a device, then calibrate.',
    ]);
  }
  const elsewhere = atTerminal();
  expect(await elsewhere.run('calibrate', '--port', '1', ...data())).toBe(EXIT.failed);
  expect(elsewhere.errors).toEqual([
    'No bridge answers on port 1: start one with "fretcoach start", or name its port with --port.',
  ]);
  terminal.pressCtrlC();
  expect(await ending).toBe(EXIT.ok);
  expect(terminal.output.at(-1)).toBe('Stopped. What was played is stored.');
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('a changed configuration is taken over while the bridge runs, a faulty one is not', async () => {
  const file = join(folder, 'plugins.config.json');
  const write = (plugins: object, bridge = {}) => writeFileSync(file, JSON.stringify({ plugins, bridge }));
  const terminal = atTerminal();
  const ending = terminal.run('start', '--port', '0', ...data());
  await terminal.says(/Dashboard/);
  write({ daw: { use: 'osc', config: { port: 0 } }, screen: { use: 'websocket' } });
  await terminal.says(/read again: added screen; removed guitar, overlay\./);
  write({ screen: { use: 'websocket', config: { nonsense: 1 } } });
  await terminal.says(/unknown setting "nonsense"[\s\S]*The bridge goes on as before\./);
  const url = /http:\S+?(?=\/$)/m.exec(terminal.text)?.[0];
  const refused = await fetch(`${url}/config/reload`, { method: 'POST', headers: JSON_TYPE, body: '{}' });
  expect(refused.status).toBe(422);
  const { items } = (await (await fetch(`${url}/plugins`)).json()) as { items: { id: string }[] };
  expect(items.map(({ id }) => id).sort()).toEqual(['daw', 'screen']);
  write({ screen: { use: 'websocket' } }, { http: { allowed_hosts: ['studio.local'] } });
  terminal.hangUp();
  await terminal.says(/"bridge" .* from the next start on/);
  await terminal.says(/read again: removed daw\./);
  terminal.pressCtrlC();
  expect(await ending).toBe(EXIT.ok);
});

test('a database that is away is told, and what is played waits for it', async () => {
  const file = writeRecording(playPhrase(evenly([45, 48, 50], 0.25)));
  const away = new FakeIo(folder, { DB_HOST: '127.0.0.1', DB_PORT: '1' });
  const ending = away.run('start', '--port', '0', ...data());
  await away.says(/runs\. Ctrl\+C stops it/);
  expect(away.text).toMatch(
    /Data +PostgreSQL database .* ECONNREFUSED .*\n +Until it answers, what is played waits in \S+data\./,
  );
  const port = /127\.0\.0\.1:(\d+)/.exec(away.text)?.[1] ?? '';
  const besides = new FakeIo(folder, {});
  expect(await besides.run('sessions', '--port', port, ...data())).toBe(EXIT.failed);
  expect(besides.errorText).toMatch(/cannot reach .*ECONNREFUSED.* waits in the journal until it answers/);
  away.pressCtrlC();
  expect(await ending).toBe(EXIT.ok);
  const alone = new FakeIo(folder, { DB_HOST: '127.0.0.1', DB_PORT: '1' });
  expect(await alone.run('sessions', '--port', '1', ...data())).toBe(EXIT.failed);
  expect(alone.errorText).toMatch(/cannot reach .*ECONNREFUSED.* waits in the journal until it answers/);
  const player = new FakeIo(folder, { DB_HOST: '127.0.0.1', DB_PORT: '1' });
  expect(await player.run('replay', file, '--speed', '1', '--port', '0', ...data())).toBe(EXIT.ok);
  const later = atTerminal();
  expect(await later.run('sessions', '--json', '--port', '1', ...data())).toBe(EXIT.ok);
  expect(JSON.parse(later.text)).toMatchObject([{ notes_detected_count: 3 }]);
});

test('a recording played through the bridge is stored, and listed afterwards', async () => {
  const file = writeRecording(playPhrase(evenly([45, 48, 50, 52], 0.25)));
  const player = atTerminal();
  expect(await player.run('replay', file, '--speed', '1', '--port', '0', ...data())).toBe(EXIT.ok);
  expect(player.text).toMatch(/Notes +4, 0 outside A Minor Pentatonic/);
  const analyst = atTerminal();
  await analyst.run('replay', file, '--speed', 'max');
  expect(player.text).toBe(analyst.text); // to the millisecond: times count from the recording's beginning
  const reader = atTerminal();
  expect(await reader.run('sessions', '--json', '--port', '1', ...data())).toBe(EXIT.ok);
  expect(JSON.parse(reader.text)).toMatchObject([
    { scale_name: 'A Minor Pentatonic', notes_detected_count: 4 },
  ]);
});

test('a recording that cannot be played is told once, with what to do', async () => {
  writeFileSync(join(folder, 'list.wav'), 'eggs, milk');
  const player = atTerminal();
  expect(await player.run('replay', 'list.wav', '--speed', '1', '--port', '0', ...data())).toBe(EXIT.failed);
  expect(player.errors).toEqual([
    expect.stringMatching(/^"recording" is required and does not run: ".*list\.wav" is no WAV recording\.$/),
    'Export it as WAV, 16, 24 or 32 bit.',
  ]);
});

test('the demo plays by itself, and a running bridge lists its practice', async () => {
  const terminal = atTerminal();
  const ending = terminal.run('demo', '--port', '0', ...data());
  await terminal.says(/A guitar plays/);
  expect(terminal.text).toMatch(/Inputs +demo {2}Listening to synthesised guitar/);
  const port = /127\.0\.0\.1:(\d+)/.exec(terminal.text)?.[1] ?? '';
  await untilPlayed(Number(port));
  for (const found of [['--port', port], data()]) {
    const reader = atTerminal();
    expect(await reader.run('sessions', '--user', 'demo', ...found)).toBe(EXIT.ok);
    expect(reader.text).toMatch(/^Began +Length +Scale/);
    expect(reader.text).toMatch(/running +A Minor Pentatonic .*demo/);
  }
  terminal.pressCtrlC();
  expect(await ending).toBe(EXIT.ok);
});

async function untilPlayed(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/session/metrics`);
    const live = (await answer.json()) as { readonly notes_detected: number };
    if (live.notes_detected > 0) return;
  }
}

test('before anything was played there is nothing to list', async () => {
  const reader = new FakeIo(folder, {});
  expect(await reader.run('sessions', '--port', '1', ...data())).toBe(EXIT.ok);
  expect(reader.text).toBe('No practice is stored yet.');
});

test('a port in other hands ends the start with what to do', async () => {
  const first = atTerminal();
  const ending = first.run('start', '--port', '0', ...data());
  await first.says(/Dashboard/);
  const port = /127\.0\.0\.1:(\d+)/.exec(first.text)?.[1] ?? '';
  const second = atTerminal();
  expect(await second.run('start', '--port', port, '--data-dir', join(folder, 'other'))).toBe(EXIT.failed);
  expect(second.errorText).toContain(`Port ${port} on 127.0.0.1 is in use`);
  first.pressCtrlC();
  await ending;
});

test('a data folder in other hands ends the start, and leaves nothing running', async () => {
  const first = atTerminal();
  const ending = first.run('start', '--port', '0', ...data());
  await first.says(/Dashboard/);
  const second = atTerminal();
  expect(await second.run('start', '--port', '0', ...data())).toBe(EXIT.failed);
  expect(second.errorText).toMatch(/is in use by another FretCoach/);
  first.pressCtrlC();
  await ending;
});

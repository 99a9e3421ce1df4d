import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db, eraseUserCommand } from '../../src/cli/db.js';
import { encodeFrame } from '../../src/core/persistence/journal/frame.js';
import { encodeRecord } from '../../src/core/persistence/journal/record.js';
import { openStorage } from '../../src/core/persistence/storage.js';
import type { SessionStart } from '../../src/core/session/session-repository.js';
import { SystemClock } from '../../src/core/system/system-clock.js';
import { type FreshDatabase, freshDatabase, ownFolder, preparedFolder, query } from '../support/database.js';
import { collect, endOf, rowOf, startOf } from '../support/session-repository-contract.js';
import { SilentLogger } from '../support/silent-logger.js';

let database: FreshDatabase;
let dataDir: string;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database?.drop());
beforeEach(() => {
  dataDir = ownFolder();
});

const open = (env = database.env, folder = dataDir) =>
  openStorage({ env, dataDir: folder, clock: new SystemClock(), log: new SilentLogger() });

async function run(args: string[], env: Record<string, string> = database.env, command = db) {
  const said: string[] = [];
  const io = {
    out: (line: string) => said.push(line),
    err: (line: string) => said.push(line),
    progress: () => {},
    env,
    cwd: dataDir,
    signal: new AbortController().signal,
    onHangup: () => () => {},
    width: 80,
  };
  const code = await command.run(['--json', '--data-dir', dataDir, ...args], io);
  return { code, json: JSON.parse(said.join('\n')) };
}

/** Three practices of a player: two ended, one running. */
async function practise(userId: string) {
  const storage = await open();
  const starts = [0, 60, 120].map((second) => startOf(second, { userId, tuning: 'drop "D" \\ é' }));
  for (const start of starts) {
    storage.repository.begin(start);
    for (let i = 1; i <= 5; i++) storage.repository.append(rowOf(start, i, { pitchAccuracy: i / 7 }));
  }
  for (const start of starts.slice(0, 2)) storage.repository.end(endOf(start, 6));
  await storage.repository.flush();
  return { storage, starts };
}

test('a backup into a folder that is not there says so, and what to do', async () => {
  const folder = join(dataDir, 'nowhere');
  const file = join(folder, 'all.jsonl');
  await expect(run(['backup', file])).rejects.toMatchObject({
    code: 'storage.backup',
    message: `The backup cannot be written to ${file}: there is no folder ${folder}. Make it, or name a file in another folder.`,
  });
});

test('a backup cannot take the name of a folder', async () => {
  const folder = join(dataDir, 'taken');
  mkdirSync(folder);
  await expect(run(['backup', folder])).rejects.toMatchObject({
    code: 'storage.backup',
    message: expect.stringMatching(
      /cannot be written to .*taken: .*EISDIR.* Name a file in another folder\.$/,
    ),
  });
});

test('a backup restores into another database, row for row; a second time it adds nothing', async () => {
  const { storage, starts } = await practise('mover');
  await storage.close();
  const file = join(dataDir, 'all.jsonl');
  const written = await run(['backup', file]);
  expect(written.json.sessions).toBeGreaterThanOrEqual(3);
  const other = await freshDatabase();
  const { file: _, ...counts } = written.json;
  expect((await run(['restore', file], other.env)).json).toMatchObject(counts);
  for (const table of ['sessions', 'session_metrics']) {
    const sql = `SELECT * FROM ${table} ORDER BY id`;
    expect(await query(other.address, sql)).toEqual(await query(database.address, sql));
  }
  expect((await run(['restore', file], other.env)).json).toMatchObject({ sessions: 0, session_metrics: 0 });
  expect((await run(['verify'], other.env)).code).toBe(0);
  const [ended] = starts;
  await expect(
    query(other.address, 'UPDATE sessions SET strictness = 1 WHERE id = $1', [ended?.id]),
  ).rejects.toMatchObject({ code: 'SE001' });
  await other.drop();
});

test('a file that cannot be restored is refused before anything changes', async () => {
  await (await practise('spoiler')).storage.close();
  const file = join(dataDir, 'all.jsonl');
  await run(['backup', file]);
  const text = readFileSync(file, 'utf8');
  const other = await freshDatabase();
  const spoilt = {
    'cut short': text.slice(0, text.lastIndexOf('{"end"')),
    changed: text.replace('"strictness":0.5', '"strictness":0.6'),
    'something else': 'hello\n',
    'of a later version': text.replace('"version":1', '"version":2'),
  };
  for (const [how, content] of Object.entries(spoilt)) {
    writeFileSync(file, content);
    await expect(run(['restore', file], other.env), how).rejects.toMatchObject({ code: 'storage.backup' });
  }
  expect(await query(other.address, 'SELECT * FROM sessions')).toEqual([]);
  await other.drop();
});

test('a player can be erased, with whatever the database refused; others stay', async () => {
  const { storage, starts } = await practise('forgetful');
  const kept = await practiseBeside(storage);
  const [ended] = starts;
  if (ended) storage.repository.append(rowOf(ended, 9)); // too late: a dead letter
  await storage.repository.flush();
  await storage.close();
  const letters = join(dataDir, 'dead-letters.jsonl');
  expect(readFileSync(letters, 'utf8')).toContain(ended?.id);
  expect((await run(['erase-user', 'forgetful'])).json).toEqual({
    sessions: 3,
    session_metrics: 15,
    unreadable: [],
  });
  expect(readFileSync(letters, 'utf8')).not.toContain(ended?.id);
  const left = await query(
    database.address,
    "SELECT id FROM sessions WHERE user_id IN ('forgetful', 'bystander')",
  );
  expect(left).toEqual([{ id: kept }]);
  const log = readFileSync(join(dataDir, 'erasures.jsonl'), 'utf8');
  expect(JSON.parse(log)).toMatchObject({ sessions: 3, session_metrics: 15 });
});

test('erasing a player has a command of its own', async () => {
  const { storage } = await practise('leaver');
  await storage.close();
  const { json } = await run(['leaver'], database.env, eraseUserCommand);
  expect(json).toMatchObject({ sessions: 3, session_metrics: 15 });
  await expect(run([], database.env, eraseUserCommand)).rejects.toThrow('needs ID');
});

test('a player is erased from damaged journals too, and what cannot be read there is told', async () => {
  const { storage, starts } = await practise('forgetful');
  await storage.close();
  const [theirs] = starts;
  if (!theirs) throw new Error('nobody practised');
  const begun = (start: SessionStart) => encodeFrame(encodeRecord({ kind: 'begin', start }));
  const heard = (start: SessionStart) => encodeFrame(encodeRecord({ kind: 'metric', row: rowOf(start, 1) }));
  const lost = startOf(0, { userId: 'forgetful' }); // never reached the database
  const other = startOf(0, { userId: 'bystander' });
  const rubbish = Buffer.alloc(50, 0xa5);
  const torn = heard(lost).subarray(9); // unreadable, but the session's id stands in it
  const aside = join(dataDir, 'journal', '000000000007.journal.damaged');
  mkdirSync(join(dataDir, 'journal'), { recursive: true });
  writeFileSync(
    aside,
    Buffer.concat([begun(lost), heard(lost), rubbish, heard(theirs), torn, begun(other), heard(other)]),
  );
  const { json } = await run(['erase-user', 'forgetful']);
  expect(json.unreadable).toEqual([{ file: aside, bytes: rubbish.length }]);
  const left = readFileSync(aside);
  for (const id of ['forgetful', lost.id, theirs.id]) expect(left.includes(id)).toBe(false);
  expect(left.length).toBe(Buffer.concat([rubbish, begun(other), heard(other)]).length);
});

test('where there is no database nothing is looked for, and nothing is made', async () => {
  const nowhere = join(dataDir, 'misspelt');
  for (const what of [['status'], ['verify'], ['backup', 'all.jsonl'], ['erase-user', 'ada']]) {
    await expect(run([...what, '--data-dir', nowhere], { DB_HOST: '' })).rejects.toThrow(nowhere);
  }
  expect(existsSync(nowhere)).toBe(false);
});

test('with the database away each of them says so and comes to an end', async () => {
  const away = { DB_HOST: '127.0.0.1', DB_PORT: '1' };
  for (const what of [['status'], ['verify'], ['backup', 'all.jsonl'], ['erase-user', 'ada']]) {
    await expect(run(what, away)).rejects.toMatchObject({
      code: 'storage.unreachable',
      message: expect.stringMatching(/ECONNREFUSED.*doctor/),
    });
    expect(existsSync(join(dataDir, 'lock'))).toBe(false); // nothing of it is left running
  }
  const bridge = await open();
  await expect(run(['status'], away)).rejects.toMatchObject({
    code: 'storage.unreachable',
    message: expect.stringMatching(/at 127\.0\.0\.1:1 as postgres: .*ECONNREFUSED/),
  });
  await bridge.close();
});

async function practiseBeside({ repository }: Awaited<ReturnType<typeof open>>): Promise<string> {
  const start = startOf(0, { userId: 'bystander' });
  repository.begin(start);
  repository.append(rowOf(start, 1));
  repository.end(endOf(start, 2));
  return start.id;
}

test('beside a running bridge one can look and back up, but not erase', async () => {
  const { storage, starts } = await practise('busy');
  const { json } = await run(['status']);
  expect(json).toMatchObject({ kind: 'external', bridge: process.pid });
  expect(json.running_sessions).toBeGreaterThanOrEqual(1);
  expect((await run(['backup', join(dataDir, 'live.jsonl')])).code).toBe(0);
  await expect(run(['erase-user', 'busy'])).rejects.toMatchObject({ code: 'storage.data-dir-locked' });
  expect(await collect(storage.repository.series(starts[0]?.id ?? ''))).toHaveLength(5);
  await storage.close();
});

test('the embedded server of a running bridge can be looked at too', async () => {
  await preparedFolder(dataDir);
  const storage = await open({});
  const { json } = await run(['status'], { DB_HOST: '' });
  expect(json).toMatchObject({ kind: 'embedded', bridge: process.pid, sessions: 0 });
  await storage.close();
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  expect((await run(['status'], { DB_HOST: '' })).json).toMatchObject({ bridge: null, dead_letters: 0 });
});

test('verify tells what is broken, and by how much', async () => {
  const other = await freshDatabase();
  await (await open(other.env)).close();
  expect(await run(['verify'], other.env)).toMatchObject({ code: 0 });
  await query(other.address, 'ALTER TABLE session_metrics DISABLE TRIGGER keep_on_update');
  await query(
    other.address,
    `INSERT INTO sessions (id, session_id, start_time, end_time, duration_seconds, scale_name, strictness, sensitivity,
       ambient_lighting_enabled) VALUES (gen_random_uuid(), 'other', now(), now() - interval '1 h', 5, 'C Major', 0, 0, true)`,
  );
  appendFileSync(join(dataDir, 'journal', '000000000099.journal'), 'torn');
  const { code, json } = await run(['verify'], other.env);
  expect(code).toBe(1);
  const faults = json.filter(({ ok }: { ok: boolean }) => !ok).map(({ check }: { check: string }) => check);
  expect(faults).toEqual([
    'ended sessions are sealed',
    'ids and their text agree',
    'no session ends before it begins',
    'lengths fit beginnings and ends',
  ]);
  await other.drop();
});

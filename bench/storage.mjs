// What storage costs and carries: `node bench/storage.mjs [--json]` after `npm run build`. Rates depend on the machine;
// the share of COPY, measured in the same run on the same server, depends on us.
import 'reflect-metadata';
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ownFolder } from './support/bridge-process.mjs';
import { percentile } from './support/percentile.mjs';

const DIST = join(fileURLToPath(new URL('..', import.meta.url)), 'dist');
const dist = (path) => import(pathToFileURL(join(DIST, path)).href);
const { openStorage } = await dist('core/persistence/storage.js');
const { SystemClock } = await dist('core/system/system-clock.js');
const { uuidV7 } = await dist('core/session/uuid-v7.js');
const { createDataSource } = await dist('core/persistence/data-source.js');
const { migrate } = await dist('core/persistence/migrate.js');
const { EmbeddedPostgres } = await dist('core/persistence/embedded/embedded-postgres.js');

const clock = new SystemClock();
const complain = (message) => process.stderr.write(`${message}\n`);
const log = { debug() {}, info() {}, warn() {}, error: complain, named: () => log };
const NOWHERE = { DB_HOST: '127.0.0.1', DB_PORT: '1' };
const DRAIN_ROWS = 200_000;
const DRAIN_ROUNDS = 5;
const READ_SESSIONS = 1000;
const removals = [];

function newFolder() {
  const { folder, remove } = ownFolder();
  removals.push(remove);
  return folder;
}

const round = (value, digits = 1) => Number(value.toFixed(digits));
const turn = () => new Promise((resolve) => setImmediate(resolve));
const pause = (delay) => new Promise((resolve) => setTimeout(resolve, delay));

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function sessionStart() {
  return {
    id: uuidV7(),
    userId: 'bench',
    startTime: new Date(),
    scaleName: 'A Minor Pentatonic',
    strictness: 0.5,
    sensitivity: 0.5,
    ambientLighting: true,
    tuning: 'standard',
    scaleSize: 5,
    metricsVersion: 1,
  };
}

function note(sessionId, i) {
  return {
    id: uuidV7(),
    sessionId,
    timestamp: new Date(),
    pitchAccuracy: Math.random(),
    scaleConformity: 0.4,
    timingStability: Math.random(),
    detectedPitchHz: 82.4 + Math.random(),
    detectedMidi: 40 + (i % 40) + Math.random() / 2,
    pitchClass: i % 12,
    inScale: i % 5 > 0,
    noteDetected: true,
  };
}

/** In a process of its own, as at `npm start`: from the call to a migrated database. */
function startUp(dataDir) {
  const program = `
    import 'reflect-metadata';
    const { openStorage } = await import(${JSON.stringify(join(DIST, 'core/persistence/storage.js'))});
    const { SystemClock } = await import(${JSON.stringify(join(DIST, 'core/system/system-clock.js'))});
    const log = { debug() {}, info() {}, warn() {}, error: console.error, named: () => log };
    const began = performance.now();
    const storage = await openStorage({ env: {}, dataDir: ${JSON.stringify(dataDir)}, clock: new SystemClock(), log });
    console.log(performance.now() - began);
    await storage.close();`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    cwd: join(DIST, '..'),
  });
  return Number(stdout);
}

function startUps() {
  const cold = Array.from({ length: 3 }, () => startUp(newFolder()));
  const folder = newFolder();
  startUp(folder);
  const warm = Array.from({ length: 5 }, () => startUp(folder));
  return { start_empty_ms: round(percentile(cold, 0.5)), start_existing_ms: round(percentile(warm, 0.5)) };
}

/** Ten notes a turn, far more than any player; each call is timed on its own. */
async function enqueue(env) {
  const storage = await openStorage({ env, dataDir: newFolder(), clock, log });
  const start = sessionStart();
  storage.repository.begin(start);
  const costs = [];
  for (let i = 0; i < 50_000; i++) {
    const row = note(start.id, i);
    const began = performance.now();
    storage.repository.append(row);
    costs.push(1000 * (performance.now() - began));
    if (i % 10 === 0) await turn();
  }
  await storage.close();
  const warm = costs.slice(5000);
  return {
    enqueue_p50_us: round(percentile(warm, 0.5), 2),
    enqueue_p99_us: round(percentile(warm, 0.99), 2),
  };
}

/** How late the event loop of the bridge is while so many rows a second are stored; and while nothing happens. */
async function loopDelay(env, rowsPerSecond) {
  const storage = await openStorage({ env, dataDir: newFolder(), clock, log });
  const start = sessionStart();
  storage.repository.begin(start);
  const measure = async (perTick) => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const timer = setInterval(() => {
      for (let i = 0; i < perTick; i++) storage.repository.append(note(start.id, i));
    }, 10);
    await pause(500);
    delay.enable();
    await pause(5000);
    delay.disable();
    clearInterval(timer);
    return delay.percentile(99) / 1e6;
  };
  const idle = await measure(0);
  const busy = await measure(rowsPerSecond / 100);
  await storage.close();
  return { loop_delay_p99_idle_ms: round(idle, 2), loop_delay_p99_at_10k_rows_ms: round(busy, 2) };
}

/** A practice that was journaled while the database was away. */
async function fillJournal(dataDir) {
  const away = await openStorage({ env: NOWHERE, dataDir, clock, log });
  const start = sessionStart();
  away.repository.begin(start);
  for (let i = 0; i < DRAIN_ROWS; i++) {
    away.repository.append(note(start.id, i));
    if (i % 5000 === 0) await turn();
  }
  const scores = { pitchAccuracy: 0.9, scaleConformity: 0.4, timingStability: 0.7 };
  const counts = {
    notesDetected: DRAIN_ROWS,
    uniqueNotesUsed: 5,
    notesInScale: DRAIN_ROWS,
    notesOutOfScale: 0,
  };
  away.repository.end({ id: start.id, endTime: new Date(), ...scores, ...counts });
  await away.close();
  return start.id;
}

/** The time a full journal takes to arrive; then the same rows by COPY. In turns: other work on the machine meets both. */
async function drain(server, env) {
  const filled = newFolder();
  const session = await fillJournal(filled);
  const bytes = readdirSync(join(filled, 'journal')).map(
    (name) => statSync(join(filled, 'journal', name)).size,
  );
  const rounds = [];
  for (let round = 0; round < DRAIN_ROUNDS; round++) {
    const dataDir = newFolder();
    cpSync(join(filled, 'journal'), join(dataDir, 'journal'), { recursive: true });
    const target = await env(`drained_${round}`);
    await checkpoint(server); // as before COPY: neither pays for what the other wrote
    const storage = await openStorage({ env: target, dataDir, clock, log });
    const drained = await timed(() => storage.repository.flush());
    const [table] = await storage.source.query(
      "SELECT pg_total_relation_size('session_metrics')::float8 AS bytes",
    );
    const copied = await copy(server, storage.source, session, `copied_${round}`);
    await storage.close();
    rounds.push({ drained, copied, share: copied / drained, bytes: table.bytes });
  }
  const median = (figure) =>
    percentile(
      rounds.map((round) => round[figure]),
      0.5,
    );
  return {
    drained_rows_per_s: Math.round((1000 * DRAIN_ROWS) / median('drained')),
    copy_rows_per_s: Math.round((1000 * DRAIN_ROWS) / median('copied')),
    drained_share_of_copy: round(median('share'), 2),
    drained_share_of_copy_all: rounds.map(({ share }) => round(share, 2)).join(' '),
    journal_bytes_per_row: Math.round(bytes.reduce((sum, each) => sum + each, 0) / DRAIN_ROWS),
    table_bytes_per_row: Math.round(median('bytes') / DRAIN_ROWS),
  };
}

/** The server reads its own file into the same tables, indices and triggers: as fast as it can be. */
async function copy(server, source, session, name) {
  const file = join(server.folder, 'bench.copy');
  const target = await freshDatabase(server, name);
  await source.query(`COPY (SELECT * FROM session_metrics WHERE session_id = '${session}') TO '${file}'`);
  await target.query(
    `INSERT INTO sessions (id, session_id, start_time, scale_name, strictness, sensitivity, ambient_lighting_enabled)
     VALUES ($1::uuid, $2, now(), '', 0, 0, true)`,
    [session, session],
  );
  await checkpoint(server);
  const took = await timed(() => target.query(`COPY session_metrics FROM '${file}'`));
  rmSync(file);
  await target.destroy();
  return took;
}

async function checkpoint(server) {
  const admin = await createDataSource(server.address).initialize();
  await admin.query('CHECKPOINT');
  await admin.destroy();
}

async function freshDatabase(server, name) {
  const admin = await createDataSource(server.address).initialize();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.destroy();
  const source = await createDataSource({ ...server.address, database: name }).initialize();
  await migrate(source);
  return source;
}

/** A million rows: a thousand sessions of fifty players, a thousand rows each. */
async function reading(env) {
  const storage = await openStorage({ env, dataDir: newFolder(), clock, log });
  await storage.source.query(
    `INSERT INTO sessions (id, session_id, user_id, start_time, scale_name, strictness, sensitivity,
       ambient_lighting_enabled, metrics_version)
     SELECT id, id::text, 'player ' || n % 50, now() - n * interval '1 hour', 'A Minor Pentatonic', 0.5, 0.5, true, 1
     FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(1, ${READ_SESSIONS}) n) s`,
  );
  await storage.source.query(
    `INSERT INTO session_metrics (id, session_id, timestamp, pitch_accuracy, scale_conformity, timing_stability,
       detected_pitch_hz, detected_midi, pitch_class, in_scale, note_detected)
     SELECT gen_random_uuid(), s.id, start_time + i * interval '0.5 s', 0.9, 0.6, 0.7, 110, 40 + i % 40 + (i % 17 - 8) / 100.0,
       i % 12, i % 5 > 0, i % 2 = 0
     FROM sessions s, generate_series(1, 1000) i`,
  );
  await storage.source.query(
    `UPDATE sessions SET end_time = start_time + interval '500 s', duration_seconds = 500, pitch_accuracy = 0.9,
       scale_conformity = 0.6, timing_stability = 0.7, notes_detected_count = 500, notes_in_scale = 400,
       notes_out_of_scale = 100, unique_notes_used = 5`,
  );
  await storage.source.query('VACUUM ANALYZE');
  const { repository, reader } = storage;
  const player = (i) => `player ${i % 50}`;
  const { items } = await repository.list({ limit: 100 });
  const several = async (work) => {
    const costs = [];
    for (let i = 0; i < 40; i++) costs.push(await timed(() => work(i)));
    return round(percentile(costs.slice(5), 0.5), 2);
  };
  const figures = {
    last_20_sessions_ms: await several((i) => repository.list({ userId: player(i), limit: 20 })),
    one_series_ms: await several(async (i) => {
      for await (const _ of repository.series(items[i].id));
    }),
    note_table_ms: await several((i) => reader.notes(items[i].id)),
    progress_12_weeks_ms: await several((i) => reader.progress({ userId: player(i), weeks: 12 })),
  };
  await storage.close();
  return figures;
}

export async function run() {
  const starts = startUps();
  const server = await EmbeddedPostgres.start({ dataDir: newFolder(), clock, log });
  const { host, port, user } = server.address;
  const envFor = async (name) => {
    await (await freshDatabase(server, name)).destroy();
    return { DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_NAME: name };
  };
  try {
    return {
      ...starts,
      ...(await enqueue(await envFor('enqueued'))),
      ...(await loopDelay(await envFor('delayed'), 10_000)),
      ...(await drain(server, envFor)),
      ...(await reading(await envFor('reading'))),
    };
  } finally {
    await server.stop();
    for (const remove of removals) remove();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const figures = await run();
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else
    for (const [name, value] of Object.entries(figures))
      process.stdout.write(`${name.padEnd(32)} ${value}\n`);
}

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStorage } from '../../../src/core/persistence/storage.js';
import { uuidV7 } from '../../../src/core/session/uuid-v7.js';
import { SystemClock } from '../../../src/core/system/system-clock.js';
import { BridgeChild } from '../../support/bridge-child.js';
import { freshDatabase, ownFolder, query } from '../../support/database.js';
import { SilentLogger } from '../../support/silent-logger.js';

/** `CHAOS_CYCLES=100` for the long run; three are each victim once. */
const CYCLES = Number(process.env.CHAOS_CYCLES ?? 3);
/** `CHAOS_OUTAGE_MS=600000` for the long one. */
const OUTAGE = Number(process.env.CHAOS_OUTAGE_MS ?? 300);
/** Milliseconds: longer lives are for the long run. */
const LONGEST_MOMENT = CYCLES > 3 ? 980 : 280;
const SEED = Number(process.env.CHAOS_SEED ?? 1);

const clock = new SystemClock();
const pause = (delay: number) => new Promise((resolve) => clock.after(delay, () => resolve(undefined)));

/** The same moments every time: a linear congruential generator (Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Played {
  readonly session: string;
  /** Notes that the bridge said are on disk. */
  readonly safe: number;
}

interface Fate {
  /** 0 the bridge, 1 the database and then the bridge, 2 both at once. */
  readonly victim: number;
  /** Killed while it starts: the very first start of all among them. */
  readonly isEarly: boolean;
  /** Milliseconds from the start, or from when it is ready. */
  readonly moment: number;
}

/** The server at work in a data directory: what stands in postmaster.pid may be of a former one, and mean any process by now. */
function postmaster(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.includes(dataDir) ? pid : null;
  } catch {
    return null;
  }
}

/** One life of a bridge: it plays, and at some moment the bridge, the database or both are killed. */
async function oneLife(dataDir: string, { victim, isEarly, moment }: Fate): Promise<Played> {
  const session = uuidV7();
  const child = new BridgeChild({ dataDir, session });
  if (!isEarly) await child.says(/^ready/);
  await pause(moment);
  const server = postmaster(dataDir);
  if (victim > 0 && server) process.kill(server, 'SIGKILL');
  if (victim === 1) await pause(300); // the bridge goes on without its database for a while
  await child.kill();
  return { session, safe: child.safe };
}

test(`no note that was safe is lost, and none is doubled, in ${CYCLES} kills of bridge, database or both`, {
  timeout: 30_000 * (CYCLES + 2),
}, async () => {
  const dataDir = ownFolder();
  const random = randomFrom(SEED);
  const lives: Played[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    const fate = { victim: cycle % 3, isEarly: cycle % 4 === 0, moment: 20 + LONGEST_MOMENT * random() };
    lives.push(await oneLife(dataDir, fate));
  }
  const log = new SilentLogger();
  const storage = await openStorage({ env: {}, dataDir, clock, log });
  await storage.repository.flush();
  const counted = await Promise.all(lives.map(({ session }) => countNotes(storage, session)));
  const figures = {
    acknowledged: lives.reduce((sum, { safe }) => sum + safe, 0),
    lost: lives.reduce((sum, { safe }, i) => sum + Math.max(0, safe - (counted[i]?.notes ?? 0)), 0),
    doubled: counted.reduce((sum, { notes, rows }) => sum + rows - notes, 0),
    openSessions: counted.filter(({ isOpen }) => isOpen).length,
  };
  process.stdout.write(`${CYCLES} kills: ${JSON.stringify(figures)}\n`);
  await storage.close();
  expect(figures.acknowledged).toBeGreaterThan(0);
  expect(figures).toMatchObject({ lost: 0, doubled: 0, openSessions: 0 });
});

async function countNotes(
  { source }: Awaited<ReturnType<typeof openStorage>>,
  session: string,
): Promise<{ rows: number; notes: number; isOpen: boolean }> {
  const [row] = await source.query(
    `SELECT count(*)::int AS rows, count(DISTINCT detected_pitch_hz)::int AS notes,
       EXISTS (SELECT FROM sessions WHERE id = $1 AND end_time IS NULL) AS "isOpen"
     FROM session_metrics WHERE session_id = $1`,
    [session],
  );
  return row;
}

test('an outage of the database holds nothing up and loses nothing', {
  timeout: 60_000 + 3 * OUTAGE,
}, async () => {
  const database = await freshDatabase();
  const dataDir = ownFolder();
  const session = uuidV7();
  const child = new BridgeChild({ dataDir, session, env: database.env });
  await child.says(/^safe/);
  const { address } = database;
  const admin = { ...address, database: 'postgres' };
  await query(admin, `ALTER DATABASE ${address.database} ALLOW_CONNECTIONS false`);
  await query(
    admin,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${address.database}'`,
  );
  await child.says(/cannot be reached/);
  const before = child.safe;
  await pause(OUTAGE);
  await expect.poll(() => child.safe).toBeGreaterThan(before);
  await query(admin, `ALTER DATABASE ${address.database} ALLOW_CONNECTIONS true`);
  await child.says(/is back/);
  await child.kill('SIGTERM');
  const next = await openStorage({ env: database.env, dataDir, clock, log: new SilentLogger() });
  await next.repository.flush(); // what a long outage left for the next start
  await next.close();
  const [row] = await query<{ rows: number; notes: number }>(
    address,
    'SELECT count(*)::int AS rows, count(DISTINCT detected_pitch_hz)::int AS notes FROM session_metrics WHERE session_id = $1',
    [session],
  );
  process.stdout.write(`outage: ${child.safe} acknowledged, ${row?.notes} stored\n`);
  expect(row?.rows).toBe(row?.notes);
  expect(row?.notes).toBeGreaterThanOrEqual(child.safe);
  await database.drop();
});

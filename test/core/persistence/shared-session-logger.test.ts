import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { getSessionLogger, openSessionLogger } from '../../../src/index.js';
import { freshDatabase, ownFolder, preparedFolder, query } from '../../support/database.js';
import { FINALS, PRACTICE } from '../../support/logged-practice.js';
import { SilentLogger } from '../../support/silent-logger.js';

test('a program without the bridge starts at once, and finds its practice in the database', async () => {
  const database = await freshDatabase();
  const logger = openSessionLogger({ env: database.env, dataDir: ownFolder(), log: new SilentLogger() });
  const sessionId = logger.startSession(PRACTICE);
  logger.logMetric({ sessionId, pitchAccuracy: 0.85, scaleConformity: 0.6, timingStability: 0.72 });
  await logger.endSession({ sessionId, ...FINALS });
  expect(await logger.getSessionStats(sessionId)).toMatchObject({ pitch_accuracy: 0.87, user_id: 'user123' });
  expect(await logger.getUserSessions('user123', { limit: 10 })).toHaveLength(1);
  const [{ count } = { count: 0 }] = await query<{ count: number }>(
    database.address,
    'SELECT count(*)::int AS count FROM session_metrics WHERE session_id = $1',
    [sessionId],
  );
  expect(count).toBe(1);
  await logger.close();
  await database.drop();
});

test('there is one logger, until it is closed', async () => {
  const database = await freshDatabase();
  const options = { env: database.env, dataDir: ownFolder(), log: new SilentLogger() };
  const logger = getSessionLogger(options);
  expect(getSessionLogger()).toBe(logger);
  await logger.close();
  await logger.close();
  const next = getSessionLogger(options);
  expect(next).not.toBe(logger);
  await next.close();
  await database.drop();
});

test('why storage cannot be opened is said where it is read', async () => {
  const dataDir = ownFolder();
  const env = { DB_HOST: '127.0.0.1', DB_PORT: '1' };
  const first = openSessionLogger({ env, dataDir, log: new SilentLogger() });
  const second = openSessionLogger({ env, dataDir, log: new SilentLogger() });
  await expect(second.getUserSessions('ada')).rejects.toMatchObject({ code: 'storage.data-dir-locked' });
  await second.close();
  await first.close();
});

test('the built package works from a plain program, with the embedded database', async () => {
  const program = `
    import { getSessionLogger } from ${JSON.stringify(resolve('dist/index.js'))};
    const logger = getSessionLogger();
    const sessionId = logger.startSession(${JSON.stringify(PRACTICE)});
    await logger.endSession({ sessionId, ...${JSON.stringify(FINALS)} });
    console.log((await logger.getSessionStats(sessionId)).notes_in_scale);
    await logger.close();
  `;
  const dataDir = ownFolder();
  await preparedFolder(join(dataDir, 'logger'));
  const env = { ...process.env, DB_HOST: '', FRETCOACH_DATA_DIR: dataDir };
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    env,
    encoding: 'utf8',
  });
  expect(said.trim()).toBe('42');
});

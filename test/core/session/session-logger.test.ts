import { beforeEach, expect, test } from 'vitest';
import { InMemorySessionRepository } from '../../../src/core/session/in-memory-session-repository.js';
import { SessionLogger } from '../../../src/core/session/session-logger.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FINALS, PRACTICE } from '../../support/logged-practice.js';

let clock: FakeClock;
let repository: InMemorySessionRepository;
let logger: SessionLogger;
let warnings: string[];

beforeEach(() => {
  clock = new FakeClock();
  repository = new InMemorySessionRepository();
  warnings = [];
  logger = new SessionLogger(repository, clock, { warn: (message) => warnings.push(message) });
});

test('a practice can be written down and read back under the names of the table', async () => {
  const sessionId = logger.startSession({ ...PRACTICE, ambientLighting: false });
  clock.advance(90_500);
  await logger.endSession({ sessionId, ...FINALS });
  expect(await logger.getSessionStats(sessionId)).toEqual({
    id: sessionId,
    session_id: sessionId,
    user_id: 'user123',
    start_time: '2026-01-01T12:00:00.000Z',
    end_time: '2026-01-01T12:01:30.500Z',
    duration_seconds: 90.5,
    scale_name: 'A Minor Pentatonic',
    strictness: 0.7,
    sensitivity: 0.5,
    pitch_accuracy: 0.87,
    scale_conformity: 0.75,
    timing_stability: 0.8,
    notes_detected_count: 45,
    unique_notes_used: 4,
    notes_in_scale: 42,
    notes_out_of_scale: 3,
    ambient_lighting_enabled: false,
    tuning: null,
    scale_size: null,
    metrics_version: null,
  });
  expect(warnings).toEqual([]);
});

test('what no database could keep is refused at once, with every fault', () => {
  const strictness = null as unknown as number;
  const faulty = { ...PRACTICE, strictness, sensitivity: 1.1, scaleName: '', userId: 'a\0b' };
  expect(() => logger.startSession(faulty)).toThrow(
    expect.objectContaining({
      code: 'request.invalid',
      faults: ['/strictness', '/sensitivity', '/scaleName', '/userId'].map((pointer) =>
        expect.objectContaining({ pointer }),
      ),
    }),
  );
});

test.each([-5, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  '%s sessions cannot be asked for',
  async (limit) => {
    await expect(logger.getUserSessions('user123', { limit })).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [{ pointer: '/limit' }],
    });
  },
);

test('once it is closed nothing is taken for stored', async () => {
  const sessionId = logger.startSession(PRACTICE);
  await logger.close();
  const closed = { code: 'storage.closed' };
  expect(() => logger.startSession(PRACTICE)).toThrow(expect.objectContaining(closed));
  await expect(logger.endSession({ sessionId, ...FINALS })).rejects.toMatchObject(closed);
  await expect(logger.getSessionStats(sessionId)).rejects.toMatchObject(closed);
  await expect(logger.getUserSessions('user123')).rejects.toMatchObject(closed);
  logger.logMetric({ sessionId, pitchAccuracy: 1, scaleConformity: 1, timingStability: 1 });
  expect(warnings).toEqual([expect.stringContaining('closed')]);
});

test('a session nobody knows is null, not an exception', async () => {
  expect(await logger.getSessionStats('0195b3a0-0000-7000-8000-000000000000')).toBeNull();
  expect(await logger.getSessionStats('no such thing')).toBeNull();
});

test('the last sessions of a player come newest first, and only theirs', async () => {
  const scales = ['C Major', 'G Major', 'D Major'];
  for (const scaleName of scales) {
    logger.startSession({ ...PRACTICE, scaleName });
    clock.advance(1000);
  }
  logger.startSession({ ...PRACTICE, userId: 'another' });
  const sessions = await logger.getUserSessions('user123', { limit: 2 });
  expect(sessions.map((session) => session.scale_name)).toEqual(['D Major', 'G Major']);
});

test.each([
  ['as in code', { detectedHz: 110.4, detectedMidi: 45.06, pitchClass: 9, inScale: true }],
  ['as on the wire', { detected_hz: 110.4, detected_midi: 45.06, pitch_class: 9, in_scale: true }],
])('a metric keeps what was heard, spelled %s', async (_, debugInfo) => {
  const sessionId = logger.startSession(PRACTICE);
  logger.logMetric({
    sessionId,
    pitchAccuracy: 0.85,
    scaleConformity: 0.6,
    timingStability: null,
    debugInfo,
  });
  expect(await seriesOf(sessionId)).toMatchObject([
    {
      pitchAccuracy: 0.85,
      scaleConformity: 0.6,
      timingStability: null,
      detectedPitchHz: 110.4,
      detectedMidi: 45.06,
      pitchClass: 9,
      inScale: true,
      noteDetected: true,
    },
  ]);
});

test('a metric without anything heard has no evidence instead of zeros', async () => {
  const sessionId = logger.startSession(PRACTICE);
  logger.logMetric({ sessionId, pitchAccuracy: null, scaleConformity: null, timingStability: null });
  expect(await seriesOf(sessionId)).toMatchObject([
    { pitchAccuracy: null, detectedPitchHz: null, detectedMidi: null, inScale: null, noteDetected: false },
  ]);
});

test.each([3.5, 12, -1, 'A', Number.NaN])('a pitch class of %s is none', async (pitchClass) => {
  const sessionId = logger.startSession(PRACTICE);
  const scores = { pitchAccuracy: 1, scaleConformity: 1, timingStability: 1 };
  logger.logMetric({ sessionId, ...scores, debugInfo: { pitchClass } });
  expect(await seriesOf(sessionId)).toMatchObject([{ pitchClass: null, pitchAccuracy: 1 }]);
});

test('counts that cannot all be true are stored as given, with a warning', async () => {
  const sessionId = logger.startSession(PRACTICE);
  await logger.endSession({ sessionId, ...FINALS, notesDetected: 99 });
  expect((await logger.getSessionStats(sessionId))?.notes_detected_count).toBe(99);
  expect(warnings).toHaveLength(1);
});

test.each([44.5, -1, Number.NaN, 2 ** 31])(
  'a count of %s is refused with its name, and the session goes on',
  async (count) => {
    const sessionId = logger.startSession(PRACTICE);
    const faulty = { ...FINALS, notesDetected: count, notesOutOfScale: count };
    await expect(logger.endSession({ sessionId, ...faulty })).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining(`notesDetected: must be a whole number from 0, not ${count}`),
      faults: [{ pointer: '/notesDetected' }, { pointer: '/notesOutOfScale' }],
    });
    await logger.endSession({ sessionId, ...FINALS });
    expect((await logger.getSessionStats(sessionId))?.notes_detected_count).toBe(45);
  },
);

async function seriesOf(sessionId: string): Promise<unknown[]> {
  const rows = [];
  for await (const row of repository.series(sessionId)) rows.push(row);
  return rows;
}

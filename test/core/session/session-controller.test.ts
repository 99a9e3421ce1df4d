import { beforeEach, describe, expect, test } from 'vitest';
import type { FeedbackEvent } from '../../../src/core/events/feedback-event.js';
import type { MetricsSnapshot } from '../../../src/core/events/metrics-snapshot.js';
import type { ScoredNote } from '../../../src/core/events/note-event.js';
import type { SessionDefaults } from '../../../src/core/events/session-events.js';
import { InMemorySessionRepository } from '../../../src/core/session/in-memory-session-repository.js';
import type { OpenPath, PracticePath } from '../../../src/core/session/practice-path.js';
import { SessionController } from '../../../src/core/session/session-controller.js';
import { FakeClock } from '../../support/fake-clock.js';
import { metricsSnapshot, openA } from '../../support/feedback-samples.js';
import { sessionDefaults } from '../../support/session-defaults.js';
import { SilentLogger } from '../../support/silent-logger.js';

const defaults: SessionDefaults = { ...sessionDefaults, userId: 'me', autoStopAfter: 600_000 };

/** A path on which nothing is played. */
const silentPath: PracticePath = {
  accept() {},
  advance() {},
  silence() {},
  tellState() {},
  lastOnset: null,
  lastNote: null,
  metrics: () => metricsSnapshot as MetricsSnapshot,
  finish: () => metricsSnapshot as MetricsSnapshot,
};

let clock: FakeClock;
let repository: InMemorySessionRepository;
let announced: FeedbackEvent[];
let controller: SessionController;

beforeEach(() => {
  clock = new FakeClock();
  repository = new InMemorySessionRepository();
  announced = [];
  controller = new SessionController(repository, () => silentPath, clock, new SilentLogger(), {
    defaults,
    metricsVersion: 1,
    inputIds: () => ['mic', 'pickup'],
    announce: (feedback) => announced.push(feedback),
  });
});

async function rowsOf(id: string) {
  const rows = [];
  for await (const row of repository.series(id)) rows.push(row);
  return rows;
}

describe('a practice', () => {
  test('starts with the configured scale when nothing else is asked for', () => {
    const session = controller.start({});
    expect(session).toMatchObject({
      scaleName: 'A Minor Pentatonic',
      noteNames: ['A', 'C', 'D', 'E', 'G'],
      inputs: null,
    });
    expect(controller.running()).toEqual([session]);
  });

  test('is on the shelf from its first moment to its last', async () => {
    const { id } = controller.start({ scaleName: 'E blues', userId: 'anna' });
    await repository.flush();
    expect(await repository.find(id)).toMatchObject({ userId: 'anna', endTime: null });
    clock.advance(90_000);
    const { result } = await controller.stop(id);
    expect(result.durationSeconds).toBe(90);
    expect(await repository.find(id)).toMatchObject({ endTime: result.endedAt, durationSeconds: 90 });
  });

  test('remembers its last forty notes for a page that is opened amid it, and no ghosts', () => {
    let play: (note: ScoredNote) => void = () => {};
    const openPath: OpenPath = (_, record) => {
      play = (note) => record(note, metricsSnapshot);
      return silentPath;
    };
    const mine = new SessionController(repository, openPath, clock, new SilentLogger(), {
      defaults,
      metricsVersion: 1,
      inputIds: () => ['mic'],
      announce: () => {},
    });
    const { id } = mine.start({});
    for (let at = 1; at <= 45; at++) play({ ...openA, id: `mic:${at}` });
    play({ ...openA, id: 'mic:46', flags: { ...openA.flags, ghost: true } });
    play({ ...openA, id: 'mic:47', note: null });
    const ids = mine.live(id)?.notes.map((note) => note.id);
    expect(ids).toEqual(Array.from({ length: 40 }, (_, at) => `mic:${at + 6}`));
  });

  test('leaves a heartbeat every second', async () => {
    const { id } = controller.start({});
    clock.advance(3_500);
    await controller.stop();
    const rows = await rowsOf(id);
    expect(rows.map((row) => row.noteDetected)).toEqual([false, false, false]);
  });

  test('is announced when it starts and when it ends, once', async () => {
    controller.start({});
    await controller.stop();
    expect(announced.map((feedback) => feedback.topic === 'session' && feedback.state)).toEqual([
      'started',
      'ended',
    ]);
  });

  test('leaves no timer behind when the bridge closes', async () => {
    controller.start({ inputs: ['mic'] });
    controller.start({ inputs: ['pickup'] });
    await controller.close();
    expect(controller.running()).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('two players', () => {
  test('practise side by side on their own inputs', () => {
    const one = controller.start({ inputs: ['mic'] });
    const other = controller.start({ inputs: ['pickup'] });
    expect(controller.listenerOf('mic')?.summary).toBe(one);
    expect(controller.listenerOf('pickup')?.summary).toBe(other);
  });

  test.each([
    [{ inputs: ['mic'] }, { inputs: ['mic', 'pickup'] }],
    [{}, { inputs: ['mic'] }],
    [{ inputs: ['mic'] }, {}],
  ])('cannot share an input: %j, then %j', (first, second) => {
    controller.start(first);
    expect(() => controller.start(second)).toThrow(expect.objectContaining({ code: 'session.input-taken' }));
  });

  test('must say which session to stop', async () => {
    controller.start({ inputs: ['mic'] });
    controller.start({ inputs: ['pickup'] });
    await expect(controller.stop()).rejects.toMatchObject({ code: 'session.ambiguous' });
  });
});

describe('a wrong request', () => {
  test('names the three nearest scales', () => {
    expect(() => controller.start({ scaleName: 'A minr pentatonik' })).toThrow(/A Minor Pentatonic/);
  });

  test('is told all its faults at once', () => {
    const request = {
      scaleName: 'H dur',
      strictness: 2,
      sensitivity: -1,
      a4: 100,
      inputs: ['banjo'],
      tuning: 'xyz',
    };
    const faults = ['/scale_name', '/tuning', '/strictness', '/sensitivity', '/a4', '/inputs/0'];
    expect(() => controller.start(request)).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        faults: faults.map((pointer) => expect.objectContaining({ pointer })),
      }),
    );
    expect(controller.running()).toEqual([]);
  });

  test('to stop what does not run says so', async () => {
    await expect(controller.stop()).rejects.toMatchObject({ code: 'session.unknown' });
    await expect(controller.stop('nobody')).rejects.toMatchObject({ code: 'session.unknown' });
  });
});

describe('what was prepared', () => {
  test('is what the first note starts, again and again', async () => {
    const plan = controller.prepare({ scaleName: 'E blues', strictness: 0.8 });
    expect(plan).toMatchObject({ scaleName: 'E Minor Blues', strictness: 0.8, sensitivity: 0.5 });
    expect(controller.running()).toEqual([]);
    expect(controller.startByItself('mic').summary).toMatchObject({ ...plan, inputs: null });
    await controller.stop();
    expect(controller.startByItself('mic').summary.scaleName).toBe('E Minor Blues');
  });

  test('for one input does not concern another', () => {
    controller.prepare({ scaleName: 'E blues', inputs: ['pickup'] });
    expect(controller.startByItself('mic').summary.scaleName).toBe('A Minor Pentatonic');
  });

  test('lets two players practise side by side', () => {
    controller.start({ inputs: ['mic'] });
    controller.prepare({ scaleName: 'E blues', inputs: ['mic', 'pickup'] });
    expect(controller.startByItself('pickup').summary).toMatchObject({
      scaleName: 'E Minor Blues',
      inputs: ['pickup'],
    });
  });

  test('stays when something faulty is prepared after it', () => {
    controller.prepare({ scaleName: 'E blues' });
    expect(() => controller.prepare({ scaleName: 'Z', strictness: 2 })).toThrow(/strictness/);
    expect(controller.startByItself('mic').summary.scaleName).toBe('E Minor Blues');
  });
});

describe('a practice that started by itself', () => {
  test('ends after long silence', () => {
    controller.startByItself('mic');
    clock.advance(599_000);
    expect(controller.running()).toHaveLength(1);
    clock.advance(6_000);
    expect(controller.running()).toHaveLength(0);
  });

  test('was over when the playing was, not when the silence had been long enough', async () => {
    const { id } = controller.startByItself('mic').summary;
    clock.advance(605_000);
    expect(await repository.find(id)).toMatchObject({ durationSeconds: 10 });
    expect(await rowsOf(id)).toHaveLength(10);
  });

  test('goes on until now when somebody stops it', async () => {
    const { id } = controller.startByItself('mic').summary;
    clock.advance(60_000);
    await controller.stop();
    expect(await repository.find(id)).toMatchObject({ durationSeconds: 60 });
  });

  test('but one that was asked for waits', () => {
    controller.start({});
    clock.advance(3_600_000);
    expect(controller.running()).toHaveLength(1);
  });
});

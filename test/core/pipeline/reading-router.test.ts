import { beforeEach, describe, expect, test } from 'vitest';
import type { FeedbackEvent, NoteFeedback } from '../../../src/core/events/feedback-event.js';
import type { Reading } from '../../../src/core/events/reading.js';
import type { SessionDefaults } from '../../../src/core/events/session-events.js';
import { FeedbackDispatcher } from '../../../src/core/feedback/index.js';
import { PathOpener } from '../../../src/core/pipeline/path-opener.js';
import { ReadingRouter } from '../../../src/core/pipeline/reading-router.js';
import { InMemorySessionRepository } from '../../../src/core/session/in-memory-session-repository.js';
import { SessionController } from '../../../src/core/session/session-controller.js';
import { FakeClock } from '../../support/fake-clock.js';
import { sessionDefaults } from '../../support/session-defaults.js';
import { SilentLogger } from '../../support/silent-logger.js';

const defaults: SessionDefaults = { ...sessionDefaults, userId: 'me' };

let clock: FakeClock;
let repository: InMemorySessionRepository;
let controller: SessionController;
let router: ReadingRouter;
let shown: FeedbackEvent[];

function build(changes: Partial<SessionDefaults> = {}): void {
  const agreed = { ...defaults, ...changes };
  clock = new FakeClock();
  clock.advance(10_000);
  repository = new InMemorySessionRepository();
  shown = [];
  const dispatcher = new FeedbackDispatcher();
  dispatcher.add({ offer: (feedback) => shown.push(feedback) });
  const opener = new PathOpener(dispatcher, agreed);
  controller = new SessionController(
    repository,
    (session, record) => opener.forPractice(session, record),
    clock,
    new SilentLogger(),
    {
      defaults: agreed,
      metricsVersion: 1,
      inputIds: () => ['mic', 'pickup'],
      announce: (feedback) => dispatcher.dispatch(feedback),
    },
  );
  const warmUp = (judged: Parameters<PathOpener['forWarmUp']>[0]) => opener.forWarmUp(judged);
  router = new ReadingRouter(controller, dispatcher, warmUp, agreed, clock);
}

beforeEach(() => build());

const say = (reading: Reading, source = 'pickup') => router.accept({ source, reading });

/** Plays one note for half a second. */
function pluck(noteNumber: number, noteId: string, source = 'pickup'): void {
  say({ kind: 'note-on', time: clock.now(), noteId, noteNumber, confidence: 1, velocity: 90 }, source);
  clock.advance(500);
  say({ kind: 'note-off', time: clock.now(), noteId }, source);
  clock.advance(20);
}

const notes = () => shown.filter((feedback): feedback is NoteFeedback => feedback.topic === 'note');
const sessions = () => shown.flatMap((feedback) => (feedback.topic === 'session' ? [feedback.state] : []));

async function noteRows(id: string): Promise<(number | null)[]> {
  const midi: (number | null)[] = [];
  for await (const row of repository.series(id)) if (row.noteDetected) midi.push(row.detectedMidi);
  return midi;
}

describe('while nobody practises', () => {
  test('a note is shown without a session, so that one can tune up', () => {
    build({ autoStart: false });
    pluck(45, '1');
    expect(notes().map(({ note, sessionId }) => [note.phase, note.note, sessionId])).toEqual([
      ['onset', 45, null],
      ['judged', 45, null],
      ['released', 45, null],
    ]);
    expect(controller.running()).toEqual([]);
  });

  test('pitch is shown in cents', () => {
    say({ kind: 'pitch', time: clock.now(), frequency: 445, clarity: 1, noteId: null }, 'mic');
    const [pitch] = shown;
    expect(pitch).toMatchObject({ topic: 'pitch', note: 69, sessionId: null });
    expect(pitch?.topic === 'pitch' && pitch.cents).toBeCloseTo(19.562, 3);
  });

  test('the first note starts a practice and is its first note', async () => {
    pluck(45, '1');
    pluck(48, '2');
    const [session] = controller.running();
    expect(session?.scaleName).toBe('A Minor Pentatonic');
    expect(controller.live()?.metrics).toMatchObject({
      notesDetected: 2,
      uniqueNotesUsed: 2,
      pitchAccuracy: 1,
    });
    await repository.flush();
    expect(await noteRows(session?.id ?? '')).toEqual([45, 48]);
  });

  test('a ghost starts nothing', () => {
    say({ kind: 'note-on', time: clock.now(), noteId: '1', noteNumber: 45, confidence: 0.1 }, 'mic');
    clock.advance(1_000);
    expect(controller.running()).toEqual([]);
  });
});

describe('after a practice was stopped', () => {
  test('a string that rings on does not start the next one; playing after a rest does', async () => {
    pluck(45, '1');
    await controller.stop();
    pluck(45, '2');
    expect(controller.running()).toEqual([]);
    clock.advance(3_000);
    pluck(48, '3');
    expect(controller.running()).toHaveLength(1);
    expect(sessions()).toEqual(['started', 'ended', 'started']);
  });
});

describe('two guitarists', () => {
  test('practise side by side, each scored alone', () => {
    const anna = controller.start({ inputs: ['mic'], scaleName: 'C major' });
    const ben = controller.start({ inputs: ['pickup'], scaleName: 'A minor' });
    pluck(60, '1', 'mic');
    pluck(61, '1', 'pickup');
    pluck(57, '2', 'pickup');
    expect(controller.live(anna.id)?.metrics).toMatchObject({ notesInScale: 1, notesOutOfScale: 0 });
    expect(controller.live(ben.id)?.metrics).toMatchObject({ notesInScale: 1, notesOutOfScale: 1 });
  });
});

describe('two inputs that begin together', () => {
  const begin = (source: string, noteNumber: number) =>
    say({ kind: 'note-on', time: clock.now(), noteId: '1', noteNumber, confidence: 1, velocity: 90 }, source);
  const end = (source: string) => say({ kind: 'note-off', time: clock.now(), noteId: '1' }, source);

  test('begin one practice, with the first note of each', async () => {
    begin('pickup', 45);
    clock.advance(10);
    begin('mic', 52);
    clock.advance(500);
    end('pickup');
    end('mic');
    const [session, ...others] = controller.running();
    expect(others).toEqual([]);
    await repository.flush();
    expect(await noteRows(session?.id ?? '')).toEqual([45, 52]);
  });

  test('even when the second one’s note is over before it was judged', async () => {
    begin('pickup', 45);
    clock.advance(40);
    begin('mic', 52);
    clock.advance(45);
    end('mic');
    clock.advance(500);
    end('pickup');
    const [session] = controller.running();
    await repository.flush();
    expect(await noteRows(session?.id ?? '')).toEqual([52, 45]);
  });
});

describe('an input that is lost', () => {
  test('ends the notes it left sounding, and nobody else’s', async () => {
    const { id } = controller.start({});
    say({ kind: 'note-on', time: clock.now(), noteId: '1', noteNumber: 45, confidence: 1, velocity: 90 });
    say({ kind: 'note-on', time: clock.now(), noteId: '1', noteNumber: 52, confidence: 1 }, 'mic');
    clock.advance(300);
    router.silence('pickup');
    await repository.flush();
    expect(await noteRows(id)).toEqual([45]);
    await controller.stop();
    expect(await noteRows(id)).toEqual([45, 52]);
  });
});

test('tempo and beats of the song are everybody’s', () => {
  say({ kind: 'transport', time: clock.now(), isPlaying: true, tempo: 96 }, 'daw');
  say({ kind: 'transport', time: clock.now(), beat: 2, bar: 5 }, 'daw');
  expect(shown.at(-1)).toMatchObject({ topic: 'transport', isPlaying: true, tempo: 96, bar: 5, beat: 2 });
});

test('who starts to practise in the middle of a song knows its beat', () => {
  say({ kind: 'transport', time: clock.now(), isPlaying: true, tempo: 120 }, 'daw');
  controller.start({});
  for (let beat = 0; beat < 8; beat++) {
    say({ kind: 'transport', time: clock.now(), beat: 1 + (beat % 4) }, 'daw');
    pluck(45, String(beat));
  }
  expect(controller.live()?.metrics.timingMode).toBe('grid');
});

describe('two programs that tell the beat of one song', () => {
  const beat = (source: string, number: number, more = {}) =>
    say({ kind: 'transport', time: clock.now(), beat: number, ...more }, source);
  const song = () => shown.filter((feedback) => feedback.topic === 'transport');

  beforeEach(() => {
    beat('pickup', 1, { isPlaying: true, tempo: 120 });
    beat('daw', 2, { isPlaying: true, tempo: 90 });
  });

  test('the first leads while it goes on', () => {
    for (let time = 0; time < 10_000; time += 1_000) {
      clock.advance(1_000);
      beat('daw', 3);
      beat('pickup', 1);
    }
    expect(song().map((feedback) => feedback.source)).toEqual(Array(11).fill('pickup'));
    expect(song().at(-1)).toMatchObject({ source: 'pickup', tempo: 120, beat: 1 });
  });

  test.each([
    ['stops', () => beat('pickup', 1, { isPlaying: false })],
    ['falls silent', () => clock.advance(4_100)],
    ['is lost', () => router.silence('pickup')],
  ])('when it %s, the other leads on with its own tempo', (_, happens) => {
    happens();
    beat('daw', 4);
    expect(song().at(-1)).toMatchObject({ source: 'daw', isPlaying: true, tempo: 90, beat: 4 });
  });
});

test('a song whose source is lost has stopped', () => {
  say({ kind: 'transport', time: clock.now(), isPlaying: true, tempo: 96 }, 'daw');
  router.silence('daw');
  expect(shown.at(-1)).toMatchObject({ topic: 'transport', isPlaying: false, tempo: 96 });
});

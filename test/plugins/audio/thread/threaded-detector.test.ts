import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AudioSink } from '../../../../src/plugins/audio/audio-source.js';
import type { CreateDetector, DetectorListener } from '../../../../src/plugins/audio/detector.js';
import { DETECTORS } from '../../../../src/plugins/audio/detectors.js';
import { DetectorScribe, retell } from '../../../../src/plugins/audio/thread/detector-events.js';
import { evenly, playPhrase } from '../../../support/plucked-string.js';
import { RecordingContext } from '../../../support/recording-context.js';

const RATE = 48_000;
const TOO_MUCH = 105_600; // 2.2 s, more than the ring holds.
/** Threads run JavaScript: what was built is tested. */
const BUILT = fileURLToPath(
  new URL('../../../../dist/plugins/audio/thread/threaded-detector.js', import.meta.url),
);
const BUILT_INPUT = fileURLToPath(new URL('../../../../dist/plugins/audio/index.js', import.meta.url));
const isBuilt = existsSync(BUILT);

type Said = readonly [kind: string, ...facts: unknown[]];

class Notebook implements DetectorListener {
  readonly said: Said[] = [];
  private wake = () => {};

  onFrame(frame: Parameters<DetectorListener['onFrame']>[0]): void {
    this.add('frame', { ...frame });
  }

  onNote(note: Parameters<DetectorListener['onNote']>[0]): void {
    this.add('note', note);
  }

  onNoteEnd(index: number, offset: number): void {
    this.add('end', index, offset);
  }

  onAttack(onset: number, level: number): void {
    this.add('attack', onset, level);
  }

  get onsets(): number[] {
    return this.said.filter(([kind]) => kind === 'note').map(([, note]) => (note as { onset: number }).onset);
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  private add(...said: Said): void {
    this.said.push(said);
    this.wake();
  }
}

const optionsFor = (listener: DetectorListener) => ({
  sampleRate: RATE,
  range: null,
  sensitivity: 1,
  listener,
});

async function threaded(onLate = (_: number) => {}): Promise<CreateDetector> {
  const { threadedDetector } = (await import(
    BUILT
  )) as typeof import('../../../../src/plugins/audio/thread/threaded-detector.js');
  return threadedDetector('fretcoach', {
    onLate,
    onBreak: (error) => {
      throw error;
    },
  });
}

function push(detector: ReturnType<CreateDetector>, samples: Float32Array): void {
  for (let at = 0; at < samples.length; at += 480) detector.push(samples.subarray(at, at + 480));
}

test('what a detector says is told again word for word', () => {
  const phrase = playPhrase(evenly([45, 52, 57], 0.3), RATE);
  const direct = new Notebook();
  const scribe = new DetectorScribe();
  for (const listener of [direct, scribe]) {
    const detector = DETECTORS.fretcoach(optionsFor(listener));
    push(detector, phrase);
    detector.finish();
  }
  const retold = new Notebook();
  retell(scribe.take() ?? new Float64Array(0), retold, (position) => position);
  expect(retold.said).toEqual(direct.said);
  expect(direct.onsets).toHaveLength(3);
  expect(scribe.take()).toBeNull();
});

test.skipIf(!isBuilt)('a thread hears what the bridge would hear itself', async () => {
  const phrase = playPhrase(evenly([45, 52], 0.35), RATE).subarray(0, 60_000);
  const direct = new Notebook();
  const inline = DETECTORS.fretcoach(optionsFor(direct));
  push(inline, phrase);
  inline.finish();
  const notebook = new Notebook();
  const detector = (await threaded())(optionsFor(notebook));
  push(detector, phrase);
  await detector.finish();
  expect(notebook.said).toEqual(direct.said);
});

test.skipIf(!isBuilt)(
  'a late thread drops sound, counts it, and is right about time afterwards',
  async () => {
    const phrase = playPhrase(
      [
        { at: 0.3, note: 45, duration: 0.5 },
        { at: 2.6, note: 52, duration: 0.5 },
      ],
      RATE,
    );
    const notebook = new Notebook();
    let late = 0;
    const detector = (
      await threaded((samples) => {
        late += samples;
      })
    )(optionsFor(notebook));
    push(detector, phrase.subarray(0, TOO_MUCH)); // Before the thread has begun.
    expect(late).toBe(TOO_MUCH - Math.floor(65_536 / 480) * 480);
    const ringful = TOO_MUCH - late;
    await notebook.until(() =>
      notebook.said.some(([, frame]) => (frame as { end?: number }).end === ringful),
    );
    push(detector, phrase.subarray(TOO_MUCH));
    await detector.finish();
    const [first = 0, second = 0] = notebook.onsets;
    expect(Math.abs(first / RATE - 0.3)).toBeLessThan(0.015);
    expect(Math.abs(second / RATE - 2.6)).toBeLessThan(0.015);
  },
);

test.skipIf(!isBuilt)(
  'an input whose thread is late counts what it drops, and says so in its status',
  async () => {
    const { input } = (await import(BUILT_INPUT)) as typeof import('../../../../src/plugins/audio/index.js');
    const context = new RecordingContext(input.config.parse({ thread: 'own' }));
    const guitar = input.create(context) as ReturnType<typeof input.create> & AudioSink;
    const format = { source: 'test', device: 'slow', sampleRate: RATE, channels: 1, latency: 0 };
    guitar.open({ ...format, isLive: true, startsAt: null });
    const block = new Float32Array(480);
    for (let i = 0; i < TOO_MUCH; i += block.length) guitar.write(block); // Before the thread has begun.
    expect(context.lastStatus).toEqual({
      state: 'degraded',
      message: 'Sound is dropped: hearing cannot keep up.',
      hint: 'Close programs that keep this computer busy.',
    });
    expect(context.facts).toMatchObject({ dropped_ms: 840 });
    await guitar.stop();
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation, Reading } from '../../../src/core/events/index.js';
import { FeedbackComposer } from '../../../src/core/feedback/feedback-composer.js';
import { MetricsEngine, parseScale } from '../../../src/core/metrics/index.js';
import { NoteTracker } from '../../../src/core/tracking/index.js';

const time = fc.double({ min: 0, max: 20_000, noNaN: true });
const noteNumber = fc.double({ min: 20, max: 100, noNaN: true });
const noteId = fc.constantFrom('a', 'b', 'c', 'd');
const confidence = fc.double({ min: 0, max: 1, noNaN: true });
const reading: fc.Arbitrary<Reading> = fc.oneof(
  fc.record({
    kind: fc.constant('note-on' as const),
    time,
    noteId,
    noteNumber,
    confidence,
    velocity: fc.integer({ min: 1, max: 127 }),
  }),
  fc.record({ kind: fc.constant('note-off' as const), time, noteId }),
  fc.record({ kind: fc.constant('onset' as const), time }),
  fc.record({
    kind: fc.constant('pitch' as const),
    time,
    frequency: fc.option(fc.double({ min: 20, max: 2000, noNaN: true })),
    clarity: confidence,
    noteId,
  }),
  fc.record({
    kind: fc.constant('transport' as const),
    time,
    isPlaying: fc.boolean(),
    tempo: fc.double({ min: 30, max: 300, noNaN: true }),
    beat: fc.integer({ min: 1, max: 4 }),
  }),
);
const isScore = (score: number | null) => score === null || (score >= 0 && score <= 1);

test('whatever is played, scores stay between 0 and 1, counts add up, and every sentence is one', () => {
  fc.assert(
    fc.property(
      fc.array(reading, { maxLength: 80 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (readings, share) => {
        const scale = parseScale('A minor pentatonic');
        const tracker = new NoteTracker({
          sensitivity: share,
          a4: 440,
          openStrings: [40, 45, 50, 55, 59, 64],
        });
        const engine = new MetricsEngine({
          ...scale,
          strictness: share,
          enabledMetrics: ['pitch_accuracy', 'scale_conformity', 'timing_stability'],
        });
        const composer = new FeedbackComposer({ sessionId: null, strictness: share, ambientLighting: true });
        const check = (observation: Observation) => {
          const { metrics, note } = observation;
          for (const score of [
            metrics.pitchAccuracy,
            metrics.scaleConformity,
            metrics.timingStability,
            metrics.quality,
            note.score,
          ]) {
            expect(isScore(score)).toBe(true);
          }
          expect(metrics.notesDetected).toBe(metrics.notesInScale + metrics.notesOutOfScale);
          expect(metrics.uniqueNotesUsed).toBe(metrics.visited.length);
          expect(metrics.bestStreak).toBeGreaterThanOrEqual(metrics.streak);
          for (const feedback of composer.compose(observation)) {
            if (feedback.topic !== 'metrics') continue;
            for (const sentence of Object.values(feedback.reasons))
              expect(sentence).toMatch(/^$|^[A-Z0-9].*\.$/);
            expect(JSON.stringify(feedback)).not.toMatch(/NaN|undefined|Infinity/);
          }
        };
        for (const each of readings) {
          if (each.kind === 'transport') engine.observeTransport(each);
          for (const note of tracker.track({ source: 'x', reading: each }))
            check(engine.observe(note, each.time));
        }
        for (const note of tracker.release(30_000)) check(engine.observe(note, 30_000));
        const result = engine.result(30_000);
        expect(
          [result.pitchAccuracy, result.scaleConformity, result.timingStability, result.quality].every(
            isScore,
          ),
        ).toBe(true);
      },
    ),
    { numRuns: 200, seed: 3 },
  );
});

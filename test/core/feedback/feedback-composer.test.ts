import { describe, expect, test } from 'vitest';
import type { MetricsSnapshot, PracticeInsights, ScoredNote } from '../../../src/core/events/index.js';
import { FeedbackComposer } from '../../../src/core/feedback/index.js';
import { reasonsFor } from '../../../src/core/feedback/reasons.js';

const METRICS: MetricsSnapshot = {
  time: 1000,
  pitchAccuracy: 0.9,
  scaleConformity: 1,
  timingStability: 0.9,
  timingCv: 0.03,
  timingBias: null,
  tempo: 120,
  timingMode: 'free',
  quality: 0.8,
  notesDetected: 20,
  notesInScale: 20,
  notesOutOfScale: 0,
  uniqueNotesUsed: 6,
  visited: [],
  streak: 3,
  bestStreak: 4,
};
const INSIGHTS: PracticeInsights = {
  offNote: null,
  commonOffset: null,
  missing: [],
  scaleSize: 6,
  spread: 19,
  drift: null,
};
const NOTE: ScoredNote = {
  id: 'guitar:1',
  source: 'guitar',
  phase: 'judged',
  onset: 950,
  duration: null,
  note: 55,
  cents: -22,
  frequency: 193.5,
  confidence: 1,
  velocity: null,
  level: null,
  string: 3,
  fret: 0,
  positionConfidence: 0.7,
  flags: { bend: false, vibrato: false, slide: false, legato: false, chord: false, ghost: false },
  pitchClass: 7,
  name: 'G',
  octave: 3,
  inScale: true,
  score: 0.63,
  judgement: 'close',
};
const composer = new FeedbackComposer({ sessionId: 's', strictness: 0.5, ambientLighting: true });
const observe = (phase: ScoredNote['phase']) => ({
  note: { ...NOTE, phase },
  metrics: METRICS,
  insights: INSIGHTS,
});

describe('what the player perceives', () => {
  test('of an onset, the note alone', () => {
    expect(composer.compose(observe('onset')).map(({ topic }) => topic)).toEqual(['note']);
  });

  test.each(['judged', 'released'] as const)('of a %s note, the scores and the light too', (phase) => {
    const [note, metrics, light] = composer.compose(observe(phase));
    expect(note).toMatchObject({ topic: 'note', time: 1000, sessionId: 's', note: { phase } });
    expect(metrics).toMatchObject({ topic: 'metrics', sessionId: 's', metrics: METRICS });
    expect(light).toMatchObject({
      topic: 'feedback',
      quality: 0.8,
      judgement: 'close',
      ambientLighting: true,
    });
  });

  test('of a heartbeat, the scores and the light', () => {
    const [metrics, light] = composer.composeState({ metrics: METRICS, insights: INSIGHTS });
    expect(metrics?.topic).toBe('metrics');
    expect(light).toMatchObject({ topic: 'feedback', judgement: null });
  });
});

describe('a teacher’s sentence', () => {
  const reasons = (metrics: Partial<MetricsSnapshot>, insights: Partial<PracticeInsights> = {}) =>
    reasonsFor({ ...METRICS, ...metrics }, { ...INSIGHTS, ...insights });

  test.each([
    [{ pitchAccuracy: null }, {}, ''],
    [{}, { offNote: { name: 'G', cents: -22.4 } }, 'Your G rings 22 cents flat.'],
    [{}, { offNote: { name: 'Eb', cents: 14 } }, 'Your E♭ rings 14 cents sharp.'],
    [{}, { commonOffset: -15 }, 'All your notes ring 15 cents flat. Tune up, then go on.'],
    [{}, { commonOffset: 15 }, 'All your notes ring 15 cents sharp. Tune down, then go on.'],
    [{ pitchAccuracy: 0.95 }, {}, 'In tune.'],
    [
      { pitchAccuracy: 0.5, notesOutOfScale: 9, notesDetected: 20 },
      {},
      '9 of 20 notes were outside the scale.',
    ],
    [{ pitchAccuracy: 0.5 }, {}, ''],
  ])('about pitch: %j %j', (metrics, insights, sentence) => {
    expect(reasons(metrics, insights).pitch).toBe(sentence);
  });

  test.each([
    [{ scaleConformity: null }, {}, ''],
    [{}, {}, 'All 6 notes visited.'],
    [{ notesOutOfScale: 9, notesDetected: 214 }, {}, 'All 6 notes visited. 9 of 214 outside.'],
    [{ uniqueNotesUsed: 5 }, { missing: ['E'] }, '5 of 6 notes visited. Only E is left.'],
    [{ uniqueNotesUsed: 4 }, { missing: ['C', 'F#'] }, '4 of 6 notes visited. Only C and F♯ are left.'],
    [{ uniqueNotesUsed: 3 }, { missing: ['C', 'D', 'E'] }, '3 of 6 notes visited. C, D and E are left.'],
    [{ uniqueNotesUsed: 0 }, { missing: ['A', 'C', 'D', 'E', 'F', 'G'] }, 'None of 6 notes visited yet.'],
    [{ uniqueNotesUsed: 1 }, { missing: ['C', 'D', 'E', 'F', 'G'] }, '1 of 6 notes visited.'],
  ])('about the scale: %j %j', (metrics, insights, sentence) => {
    expect(reasons(metrics, insights).scale).toBe(sentence);
  });

  test.each([
    [{ timingStability: null }, {}, 'Needs three notes to say something.'],
    [{}, {}, 'Even.'],
    [{ timingBias: -9.2 }, {}, 'Even, but 9 ms ahead.'],
    [{ timingBias: 12 }, {}, 'Even, but 12 ms behind.'],
    [{ timingBias: 5 }, {}, 'Even.'],
    [{ timingStability: 0.5 }, {}, 'Drifting a little, spread 19 ms.'],
    [{ timingStability: 0.5, timingBias: -8 }, {}, 'Drifting a little, 8 ms ahead, spread 19 ms.'],
    [{ timingStability: 0.1 }, {}, 'Uneven, spread 19 ms.'],
    [{}, { drift: 5.4 }, 'Even, but getting faster: 5 beats a minute more than before.'],
    [{ timingStability: 0.5 }, { drift: -4 }, 'Getting slower: 4 beats a minute less than before.'],
  ])('about timing: %j %j', (metrics, insights, sentence) => {
    expect(reasons(metrics, insights).timing).toBe(sentence);
  });
});

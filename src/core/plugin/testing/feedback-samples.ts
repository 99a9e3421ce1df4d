import type {
  FeedbackEvent,
  MetricsFeedback,
  NoteFeedback,
  PitchFeedback,
  PluginStatus,
  ScoredNote,
  SessionFeedback,
  SessionSummary,
} from '../../events/index.js';

export const SESSION_ID = '019a0000-0000-7000-8000-000000000001';

/** An open A string, a touch flat, in A minor pentatonic. */
export const openA: ScoredNote = {
  id: 'guitar:1',
  source: 'guitar',
  phase: 'judged',
  onset: 1000,
  duration: null,
  note: 45,
  cents: -6.5,
  frequency: 109.59,
  confidence: 0.97,
  velocity: null,
  level: -18,
  string: 5,
  fret: 0,
  positionConfidence: 0.8,
  flags: { bend: false, vibrato: false, slide: false, legato: false, chord: false, ghost: false },
  pitchClass: 9,
  name: 'A',
  octave: 2,
  inScale: true,
  score: 1,
  judgement: 'in-tune',
};

export const summary: SessionSummary = {
  id: SESSION_ID,
  userId: 'me',
  startedAt: new Date('2026-01-01T12:00:00Z'),
  scaleName: 'A Minor Pentatonic',
  root: 9,
  pitchClasses: [9, 0, 2, 4, 7],
  noteNames: ['A', 'C', 'D', 'E', 'G'],
  degrees: [0, 300, 500, 700, 1000],
  strictness: 0.5,
  sensitivity: 0.5,
  ambientLighting: true,
  enabledMetrics: ['pitch_accuracy', 'scale_conformity', 'timing_stability'],
  inputs: null,
  tuning: 'Standard',
  openStrings: [40, 45, 50, 55, 59, 64],
  a4: 440,
};

export const metricsSnapshot = {
  time: 1100,
  pitchAccuracy: 0.9,
  scaleConformity: 0.2,
  timingStability: null,
  timingCv: null,
  timingBias: null,
  tempo: null,
  timingMode: 'free',
  quality: 0.8,
  notesDetected: 1,
  notesInScale: 1,
  notesOutOfScale: 0,
  uniqueNotesUsed: 1,
  visited: [9],
  streak: 1,
  bestStreak: 1,
} as const;

export function noteFeedback(change: Partial<ScoredNote> = {}, time = 1100): NoteFeedback {
  return { topic: 'note', time, sessionId: SESSION_ID, note: { ...openA, ...change } };
}

export function pitchFeedback(frequency: number | null, time: number): PitchFeedback {
  return {
    topic: 'pitch',
    time,
    sessionId: SESSION_ID,
    source: 'guitar',
    frequency,
    note: frequency === null ? null : 45,
    cents: frequency === null ? null : 1200 * Math.log2(frequency / 110),
    clarity: 0.95,
    level: -20,
  };
}

export function metricsFeedback(quality = 0.8, time = 1100): MetricsFeedback {
  return {
    topic: 'metrics',
    time,
    sessionId: SESSION_ID,
    metrics: { ...metricsSnapshot, time, quality },
    reasons: { pitch: 'In tune.', scale: 'One of five notes played.', timing: 'Timing needs three notes.' },
  };
}

export const sessionStarted: SessionFeedback = {
  topic: 'session',
  time: 900,
  sessionId: SESSION_ID,
  session: summary,
  state: 'started',
};

export const sessionEnded: SessionFeedback = {
  ...sessionStarted,
  time: 9000,
  state: 'ended',
  result: {
    endedAt: new Date('2026-01-01T12:05:00Z'),
    durationSeconds: 300,
    pitchAccuracy: 0.9,
    scaleConformity: 1,
    timingStability: 0.7,
    notesDetected: 45,
    uniqueNotesUsed: 5,
    notesInScale: 42,
    notesOutOfScale: 3,
    bestStreak: 12,
    metrics: metricsSnapshot,
  },
};

export const lampStatus: PluginStatus = {
  id: 'lamp',
  use: 'smart-bulb',
  roles: ['output'],
  state: 'reconnecting',
  since: new Date('2026-01-01T12:00:00Z'),
  message: 'The lamp does not answer.',
  hint: 'Is it switched on?',
  nextTryAt: new Date('2026-01-01T12:00:08Z'),
  restarts: 3,
  dropped: 17,
  queued: 4,
  details: { driver: 'wiz', latency_ms: 20 },
};

/** One event of every topic. */
export const oneOfEach: readonly FeedbackEvent[] = [
  noteFeedback(),
  pitchFeedback(110.5, 1200),
  metricsFeedback(),
  {
    topic: 'feedback',
    time: 1100,
    sessionId: SESSION_ID,
    quality: 0.8,
    strictness: 0.5,
    judgement: 'in-tune',
    ambientLighting: true,
  },
  sessionStarted,
  {
    topic: 'transport',
    time: 1300,
    sessionId: null,
    source: 'daw',
    isPlaying: true,
    tempo: 120,
    bar: 3,
    beat: 2,
  },
  { topic: 'plugins', time: 1400, sessionId: null, plugins: [lampStatus] },
];

import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { NoteEvent, ScoredNote } from '../events/note-event.js';
import type { Observation, PracticeInsights } from '../events/observation.js';
import type { TransportReading } from '../events/reading.js';
import type { MetricName, SessionSummary } from '../events/session-events.js';
import type { Scale } from '../music/scale.js';
import type { Cents, Milliseconds } from '../music/units.js';
import { NoteJudge } from './note-judge.js';
import { type LedgerEntry, NoteLedger } from './note-ledger.js';
import { quality, type Scores } from './quality.js';

/** What the engine needs to know about a practice; every `SessionSummary` says it. */
export type PracticeSettings = Pick<
  SessionSummary,
  'root' | 'pitchClasses' | 'noteNames' | 'strictness' | 'enabledMetrics'
> & {
  /** Pitches of the degrees above the root, for scales that lie between the semitones; tempered when left out. */
  readonly degrees?: readonly Cents[];
};

/** Settings while nothing is practised: notes are named and their tuning judged, but no scale is asked for. */
export function warmUpSettings(strictness: number): PracticeSettings {
  return { root: 0, pitchClasses: [], noteNames: [], strictness, enabledMetrics: ['pitch_accuracy'] };
}

/** Scores one practice, note by note. A note counts once, when it is judged; its release may still correct the score. */
export class MetricsEngine {
  private readonly scale: Scale;
  private readonly judge: NoteJudge;
  private readonly ledger = new NoteLedger();

  constructor(private readonly settings: PracticeSettings) {
    const { root, pitchClasses, noteNames } = settings;
    const degrees =
      settings.degrees ?? pitchClasses.map((pitchClass) => 100 * ((pitchClass - root + 12) % 12));
    this.scale = { name: '', root, pitchClasses, noteNames, degrees };
    this.judge = new NoteJudge(this.scale, settings.strictness);
  }

  /** Scores a note and says how the practice stands after it; `time` is the instant of the news. */
  observe(note: NoteEvent, time: Milliseconds = note.onset + (note.duration ?? 0)): Observation {
    const scored = this.judge.judge(note);
    this.count(scored);
    return { note: scored, metrics: this.snapshot(time), insights: this.insights() };
  }

  /** Tempo and beats: while a transport runs, timing is measured against its grid. */
  observeTransport(_reading: TransportReading): void {}

  /** How the practice stands at an instant; asking changes nothing. */
  snapshot(time: Milliseconds): MetricsSnapshot {
    return this.report(time, {
      pitchAccuracy: this.ledger.liveAccuracy,
      scaleConformity: this.conformity,
      timingStability: null,
    });
  }

  /** The values of the whole practice, as they are stored. */
  result(time: Milliseconds): MetricsSnapshot {
    const isEmpty = this.ledger.notesDetected === 0;
    return this.report(time, {
      pitchAccuracy: this.ledger.accuracy,
      scaleConformity: isEmpty ? null : this.conformity,
      timingStability: null,
    });
  }

  private count(note: ScoredNote): void {
    if (note.phase === 'judged') {
      const entry = entryOf(note);
      if (entry) this.ledger.enter(note.id, entry);
    }
    if (note.phase === 'released') this.ledger.close(note.id, entryOf(note));
  }

  private report(time: Milliseconds, all: Scores): MetricsSnapshot {
    const scores = this.enabled(all);
    const visited = this.scale.pitchClasses.filter((pitchClass) => this.ledger.hasVisited(pitchClass));
    return {
      time,
      ...scores,
      timingCv: null,
      timingBias: null,
      tempo: null,
      timingMode: 'free',
      quality: quality(scores, this.settings),
      notesDetected: this.ledger.notesDetected,
      notesInScale: this.ledger.notesInScale,
      notesOutOfScale: this.ledger.notesOutOfScale,
      uniqueNotesUsed: visited.length,
      visited,
      streak: this.ledger.currentStreak,
      bestStreak: this.ledger.bestStreak,
    };
  }

  private get conformity(): number | null {
    const { pitchClasses } = this.scale;
    if (pitchClasses.length === 0) return null;
    return (
      pitchClasses.filter((pitchClass) => this.ledger.hasVisited(pitchClass)).length / pitchClasses.length
    );
  }

  /** A metric the player switched off is not measured: it is neither shown nor stored. */
  private enabled(scores: Scores): Scores {
    const keep = <Value>(name: MetricName, value: Value) =>
      this.settings.enabledMetrics.includes(name) ? value : null;
    return {
      pitchAccuracy: keep('pitch_accuracy', scores.pitchAccuracy),
      scaleConformity: keep('scale_conformity', scores.scaleConformity),
      timingStability: keep('timing_stability', scores.timingStability),
    };
  }

  /** The facts beside the scores, as they stand. */
  insights(): PracticeInsights {
    const missing = this.scale.noteNames.filter(
      (_, at) => !this.ledger.hasVisited(this.scale.pitchClasses[at] ?? 0),
    );
    return {
      offNote: null,
      commonOffset: null,
      missing,
      scaleSize: this.scale.pitchClasses.length,
      spread: null,
      drift: null,
    };
  }
}

function entryOf({ pitchClass, inScale, cents, score }: ScoredNote): LedgerEntry | null {
  if (pitchClass === null || cents === null || score === null) return null;
  return { pitchClass, isInScale: inScale ?? true, cents, score };
}

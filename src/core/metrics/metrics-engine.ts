import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { NoteEvent, ScoredNote } from '../events/note-event.js';
import type { Observation, PracticeInsights } from '../events/observation.js';
import type { TransportReading } from '../events/reading.js';
import type { MetricName, SessionSummary } from '../events/session-events.js';
import type { Scale } from '../music/scale.js';
import type { Cents, Milliseconds, Score } from '../music/units.js';
import { BeatGrid } from './beat-grid.js';
import { DisplaySmoother } from './display-smoother.js';
import { intonation, tempoDrift } from './insights.js';
import { NoteJudge } from './note-judge.js';
import { type LedgerEntry, NoteLedger } from './note-ledger.js';
import { OnsetTimeline, type Timing } from './onset-timeline.js';
import { quality, type Scores } from './quality.js';
import { tempoOfBeat } from './tempo.js';

/** What the engine needs to know about a practice; every `SessionSummary` says it. */
export type PracticeSettings = Pick<
  SessionSummary,
  'root' | 'pitchClasses' | 'noteNames' | 'strictness' | 'enabledMetrics'
> & {
  /** Pitches of the degrees above the root, for scales that lie between the semitones; tempered when left out. */
  readonly degrees?: readonly Cents[];
  /** Thirds of a minor pentatonic or blues that are curled up on purpose are not scored. */
  readonly leavesCurls?: boolean;
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
  private readonly timeline: OnsetTimeline;
  private readonly grid = new BeatGrid();
  private readonly smoother: DisplaySmoother;
  /** Looked up again only after something was counted. */
  private knownInsights: PracticeInsights | null = null;

  constructor(private readonly settings: PracticeSettings) {
    this.scale = scaleOfSettings(settings);
    this.judge = new NoteJudge(this.scale, settings.strictness, settings.leavesCurls);
    this.timeline = new OnsetTimeline(settings.strictness);
    this.smoother = new DisplaySmoother(settings.strictness);
  }

  /** Scores a note and says how the practice stands after it; `time` is the instant of the news. */
  observe(note: NoteEvent, time: Milliseconds = note.onset + (note.duration ?? 0)): Observation {
    const scored = this.judge.judge(note);
    if (note.phase === 'judged') this.count(scored);
    if (note.phase === 'released') this.correct(scored);
    return { note: scored, metrics: this.snapshot(time), insights: this.insights() };
  }

  /** Tempo and beats: while a transport runs, timing is measured against its grid. */
  observeTransport(reading: TransportReading): void {
    this.grid.observe(reading);
  }

  /** How the practice stands at an instant; asking changes nothing. */
  snapshot(time: Milliseconds): MetricsSnapshot {
    return this.report(time, this.liveScores(), this.timeline.liveTiming(), this.smoother.shown);
  }

  /** The values of the whole practice, as they are stored. */
  result(time: Milliseconds): MetricsSnapshot {
    const timing = this.timeline.sessionTiming();
    const scores = this.enabled({
      pitchAccuracy: this.ledger.accuracy,
      scaleConformity: this.ledger.notesDetected === 0 ? null : this.conformity(),
      timingStability: timing.score,
    });
    return this.report(time, scores, timing, quality(scores, this.settings));
  }

  /** The facts beside the scores, as they stand. */
  insights(): PracticeInsights {
    this.knownInsights ??= this.lookCloser();
    return this.knownInsights;
  }

  private count(note: ScoredNote): void {
    if (note.flags.ghost) return;
    this.timeline.add(note.onset, this.grid.positionOf(note.onset));
    const entry = entryOf(note);
    if (entry) this.ledger.enter(note.id, entry);
    const instant = quality(this.liveScores(), { ...this.settings, isWrongNote: entry?.isInScale === false });
    this.smoother.follow(instant, note.onset);
    this.knownInsights = null;
  }

  private correct(note: ScoredNote): void {
    if (this.ledger.close(note.id, entryOf(note))) this.knownInsights = null;
  }

  private liveScores(): Scores {
    return this.enabled({
      pitchAccuracy: this.ledger.liveAccuracy,
      scaleConformity: this.conformity(),
      timingStability: this.timeline.liveTiming().score,
    });
  }

  private report(time: Milliseconds, scores: Scores, timing: Timing, shown: Score | null): MetricsSnapshot {
    const visited = this.scale.pitchClasses.filter((pitchClass) => this.ledger.hasVisited(pitchClass));
    const isTimed = this.settings.enabledMetrics.includes('timing_stability');
    return {
      time,
      ...scores,
      timingCv: isTimed ? timing.cv : null,
      timingBias: isTimed ? timing.biasMs : null,
      tempo: this.grid.tempo ?? (timing.beatMs && tempoOfBeat(timing.beatMs)),
      timingMode: this.grid.tempo === null ? timing.mode : 'grid',
      quality: shown,
      notesDetected: this.ledger.notesDetected,
      notesInScale: this.ledger.notesInScale,
      notesOutOfScale: this.ledger.notesOutOfScale,
      uniqueNotesUsed: visited.length,
      visited,
      streak: this.ledger.currentStreak,
      bestStreak: this.ledger.bestStreak,
    };
  }

  private conformity(): Score | null {
    const { pitchClasses } = this.scale;
    if (pitchClasses.length === 0) return null;
    return (
      pitchClasses.filter((pitchClass) => this.ledger.hasVisited(pitchClass)).length / pitchClasses.length
    );
  }

  /** A metric the player switched off is not measured: it is neither shown nor stored. */
  private enabled(scores: Scores): Scores {
    const keep = (name: MetricName, score: Score | null) =>
      this.settings.enabledMetrics.includes(name) ? score : null;
    return {
      pitchAccuracy: keep('pitch_accuracy', scores.pitchAccuracy),
      scaleConformity: keep('scale_conformity', scores.scaleConformity),
      timingStability: keep('timing_stability', scores.timingStability),
    };
  }

  private lookCloser(): PracticeInsights {
    const { pitchClasses, noteNames } = this.scale;
    const timing = this.timeline.liveTiming();
    const isFree = timing.mode === 'free' && timing.cv !== null;
    return {
      ...intonation(this.ledger.recentEntries, this.scale, this.settings.strictness),
      missing: noteNames.filter((_, at) => !this.ledger.hasVisited(pitchClasses[at] ?? 0)),
      scaleSize: pitchClasses.length,
      spread: timing.spreadMs,
      drift: isFree ? tempoDrift(this.timeline.liveIntervals(), timing.cv ?? 0) : null,
    };
  }
}

function scaleOfSettings({ root, pitchClasses, noteNames, degrees }: PracticeSettings): Scale {
  const tempered = pitchClasses.map((pitchClass) => 100 * ((pitchClass - root + 12) % 12));
  return { name: '', root, pitchClasses, noteNames, degrees: degrees ?? tempered };
}

/** `null` for what is not scored: ghosts, attacks without pitch and mixtures. */
function entryOf({ pitchClass, inScale, cents, score }: ScoredNote): LedgerEntry | null {
  if (pitchClass === null || cents === null || score === null) return null;
  return { pitchClass, isInScale: inScale ?? true, cents, score };
}

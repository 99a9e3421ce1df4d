import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { ScoredNote } from '../events/note-event.js';
import type { SessionResult, SessionSummary } from '../events/session-events.js';
import type { Milliseconds } from '../music/units.js';
import type { Clock, Undo } from '../plugin/clock.js';
import { heartbeatRow, noteRow } from './metric-rows.js';
import type { LivePractice } from './practice.js';
import type { OpenPath, PracticePath } from './practice-path.js';
import type { SessionRepository } from './session-repository.js';

/** How often notes that only wait for time to pass are looked at. */
const ADVANCE_INTERVAL: Milliseconds = 20;
const HEARTBEAT_INTERVAL: Milliseconds = 1_000;

/** One practice from its start to its end: lets the path hear, and writes down what it says. */
export class PracticeSession {
  readonly path: PracticePath;
  private readonly startedAt: Milliseconds;
  private readonly timers: readonly Undo[];

  constructor(
    readonly summary: SessionSummary,
    openPath: OpenPath,
    private readonly repository: SessionRepository,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.now();
    this.path = openPath(summary, (note, metrics) => this.write(note, metrics));
    this.timers = [
      clock.every(ADVANCE_INTERVAL, () => this.path.advance(clock.now())),
      clock.every(HEARTBEAT_INTERVAL, () => this.beat()),
    ];
  }

  listensTo(source: string): boolean {
    return this.summary.inputs?.includes(source) ?? true;
  }

  /** Time since the last note began, or since the start. */
  silentFor(now: Milliseconds): Milliseconds {
    return now - (this.path.lastOnset ?? this.startedAt);
  }

  live(): LivePractice {
    const { lastNote } = this.path;
    return { session: this.summary, lastNote, metrics: this.path.metrics(this.clock.now()) };
  }

  /** Ends the practice and writes its last record. */
  end(): SessionResult {
    for (const cancel of this.timers) cancel();
    const now = this.clock.now();
    const metrics = this.path.finish(now);
    const result = this.resultOf(metrics, now);
    this.repository.end({ id: this.summary.id, endTime: result.endedAt, ...result });
    return result;
  }

  private write(note: ScoredNote, metrics: MetricsSnapshot): void {
    this.repository.append(noteRow(this.summary.id, this.clock.date(), note, metrics));
  }

  private beat(): void {
    const now = this.clock.now();
    this.repository.append(heartbeatRow(this.summary.id, this.clock.date(now), this.path.metrics(now)));
    this.path.tellState(now);
  }

  private resultOf(metrics: MetricsSnapshot, now: Milliseconds): SessionResult {
    const { pitchAccuracy, scaleConformity, timingStability, bestStreak } = metrics;
    const { notesDetected, uniqueNotesUsed, notesInScale, notesOutOfScale } = metrics;
    const counts = { notesDetected, uniqueNotesUsed, notesInScale, notesOutOfScale, bestStreak };
    const endedAt = this.clock.date(now);
    const durationSeconds = (endedAt.getTime() - this.summary.startedAt.getTime()) / 1000;
    return { endedAt, durationSeconds, pitchAccuracy, scaleConformity, timingStability, ...counts, metrics };
  }
}

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
/** A practice that silence may end writes no heartbeats when nothing was played for so long: nobody practises then. */
const REST: Milliseconds = 10_000;
/** As many notes as a page shows, for one that is opened amid the practice. */
const REMEMBERED_NOTES = 40;

/** One practice from its start to its end: lets the path hear, and writes down what it says. */
export class PracticeSession {
  readonly path: PracticePath;
  private readonly startedAt: Milliseconds;
  private readonly timers: readonly Undo[];
  private readonly notes: ScoredNote[] = [];
  private lastRowAt: Milliseconds;

  constructor(
    readonly summary: SessionSummary,
    openPath: OpenPath,
    private readonly repository: SessionRepository,
    private readonly clock: Clock,
    private readonly endsBySilence: boolean,
  ) {
    this.startedAt = clock.now();
    this.lastRowAt = this.startedAt;
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
    const metrics = this.path.metrics(this.clock.now());
    return { session: this.summary, lastNote, notes: [...this.notes], metrics };
  }

  /** Ends the practice and writes its last record. One that fell silent was over when its last row was written. */
  end(fellSilent = false): SessionResult {
    for (const cancel of this.timers) cancel();
    const now = this.clock.now();
    const metrics = this.path.finish(now);
    const result = this.resultOf(metrics, fellSilent ? this.lastRowAt : now);
    this.repository.end({ id: this.summary.id, endTime: result.endedAt, ...result });
    return result;
  }

  private write(note: ScoredNote, metrics: MetricsSnapshot): void {
    this.remember(note);
    this.lastRowAt = this.clock.now();
    this.repository.append(noteRow(this.summary.id, this.clock.date(this.lastRowAt), note, metrics));
  }

  private remember(note: ScoredNote): void {
    if (note.note === null || note.flags.ghost) return;
    this.notes.push(note);
    if (this.notes.length > REMEMBERED_NOTES) this.notes.shift();
  }

  private beat(): void {
    const now = this.clock.now();
    this.path.tellState(now);
    if (this.endsBySilence && this.silentFor(now) > REST) return;
    this.lastRowAt = now;
    this.repository.append(heartbeatRow(this.summary.id, this.clock.date(now), this.path.metrics(now)));
  }

  private resultOf(metrics: MetricsSnapshot, overAt: Milliseconds): SessionResult {
    const { pitchAccuracy, scaleConformity, timingStability, bestStreak } = metrics;
    const { notesDetected, uniqueNotesUsed, notesInScale, notesOutOfScale } = metrics;
    const counts = { notesDetected, uniqueNotesUsed, notesInScale, notesOutOfScale, bestStreak };
    const endedAt = this.clock.date(overAt);
    const durationSeconds = (endedAt.getTime() - this.summary.startedAt.getTime()) / 1000;
    return { endedAt, durationSeconds, pitchAccuracy, scaleConformity, timingStability, ...counts, metrics };
  }
}

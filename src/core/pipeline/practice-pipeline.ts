import type { FeedbackEvent, PitchFeedback } from '../events/feedback-event.js';
import type { MetricsSnapshot } from '../events/metrics-snapshot.js';
import type { NoteEvent, ScoredNote } from '../events/note-event.js';
import type { PitchReading, SourcedReading } from '../events/reading.js';
import type { SessionId } from '../events/session-events.js';
import type { FeedbackComposer } from '../feedback/index.js';
import type { MetricsEngine } from '../metrics/index.js';
import { centsFromNearestNote, nearestNote, noteNumberFromFrequency } from '../music/index.js';
import type { Hertz, Milliseconds } from '../music/units.js';
import type { PracticePath, RecordNote } from '../session/practice-path.js';
import type { NoteTracker } from '../tracking/index.js';

/** The rooms of one path, and where its words go. */
export interface PipelineParts {
  readonly tracker: NoteTracker;
  readonly engine: MetricsEngine;
  readonly composer: FeedbackComposer;
  readonly dispatch: (feedback: FeedbackEvent) => void;
  readonly record: RecordNote;
  readonly sessionId: SessionId | null;
  readonly a4: Hertz;
}

/** The middle of the path: from what inputs say to notes, from notes to scores, from scores to feedback. */
export class PracticePipeline implements PracticePath {
  lastOnset: Milliseconds | null = null;
  lastNote: ScoredNote | null = null;

  constructor(private readonly parts: PipelineParts) {}

  accept(sourced: SourcedReading): void {
    const { reading } = sourced;
    if (reading.kind === 'transport') this.parts.engine.observeTransport(reading);
    this.follow(this.parts.tracker.track(sourced), reading.time);
    if (reading.kind === 'pitch') this.parts.dispatch(this.pitchFeedback(sourced.source, reading));
  }

  advance(now: Milliseconds): void {
    this.follow(this.parts.tracker.advance(now), now);
  }

  silence(source: string, now: Milliseconds): void {
    this.follow(this.parts.tracker.release(now, source), now);
  }

  tellState(now: Milliseconds): void {
    const { engine, composer, dispatch } = this.parts;
    const state = { metrics: engine.snapshot(now), insights: engine.insights() };
    for (const feedback of composer.composeState(state)) dispatch(feedback);
  }

  metrics(now: Milliseconds): MetricsSnapshot {
    return this.parts.engine.snapshot(now);
  }

  finish(now: Milliseconds): MetricsSnapshot {
    this.follow(this.parts.tracker.release(now), now);
    return this.parts.engine.result(now);
  }

  private follow(notes: readonly NoteEvent[], now: Milliseconds): void {
    for (const note of notes) this.hear(note, now);
  }

  private hear(note: NoteEvent, now: Milliseconds): void {
    const { engine, composer, dispatch, record } = this.parts;
    const observation = engine.observe(note, now);
    this.lastNote = observation.note;
    this.lastOnset = Math.max(this.lastOnset ?? note.onset, note.onset);
    for (const feedback of composer.compose(observation)) dispatch(feedback);
    if (note.phase === 'released') record(observation.note, observation.metrics);
  }

  private pitchFeedback(source: string, reading: PitchReading): PitchFeedback {
    const { time, frequency, clarity, level } = reading;
    const { sessionId, a4 } = this.parts;
    const noteNumber =
      frequency === null ? null : (reading.noteNumber ?? noteNumberFromFrequency(frequency, a4));
    return {
      topic: 'pitch',
      time,
      sessionId,
      source,
      frequency,
      note: noteNumber === null ? null : nearestNote(noteNumber),
      cents: noteNumber === null ? null : centsFromNearestNote(noteNumber),
      clarity,
      level: level ?? null,
    };
  }
}

import { inject, injectable } from 'tsyringe';
import type { FeedbackEvent } from '../events/feedback-event.js';
import type { ScoredNote } from '../events/note-event.js';
import type { SessionSummary } from '../events/session-events.js';
import { SessionDefaults } from '../events/session-events.js';
import { FeedbackComposer, FeedbackDispatcher } from '../feedback/index.js';
import { MetricsEngine, warmUpSettings } from '../metrics/index.js';
import { parseTuning } from '../music/index.js';
import type { RecordNote } from '../session/practice-path.js';
import { NoteTracker } from '../tracking/index.js';
import { PracticePipeline } from './practice-pipeline.js';

/** Builds a fresh pipeline for every practice, and for the warm-up between them. */
@injectable()
export class PathOpener {
  constructor(
    @inject(FeedbackDispatcher) private readonly dispatcher: FeedbackDispatcher,
    @inject(SessionDefaults) private readonly defaults: SessionDefaults,
  ) {}

  forPractice(session: SessionSummary, record: RecordNote): PracticePipeline {
    const { id: sessionId, a4 } = session;
    return new PracticePipeline({
      tracker: new NoteTracker(session),
      engine: new MetricsEngine(session),
      composer: new FeedbackComposer({ sessionId, ...session }),
      dispatch: (feedback) => this.dispatcher.dispatch(feedback),
      record: (note, metrics) => {
        if (counts(note)) record(note, metrics);
      },
      sessionId,
      a4,
    });
  }

  /** Notes and pitch are shown, so that one can tune up; scores and lights stay out of it. */
  forWarmUp(judged: (note: ScoredNote) => void): PracticePipeline {
    const { strictness, sensitivity, a4, tuning } = this.defaults;
    return new PracticePipeline({
      tracker: new NoteTracker({ sensitivity, a4, openStrings: parseTuning(tuning).soundingStrings }),
      engine: new MetricsEngine(warmUpSettings(strictness)),
      composer: new FeedbackComposer({ sessionId: null, strictness, ambientLighting: false }),
      dispatch: (feedback) => this.showInWarmUp(feedback, judged),
      record: () => {},
      sessionId: null,
      a4,
    });
  }

  private showInWarmUp(feedback: FeedbackEvent, judged: (note: ScoredNote) => void): void {
    if (feedback.topic !== 'note' && feedback.topic !== 'pitch') return;
    this.dispatcher.dispatch(feedback);
    if (feedback.topic === 'note' && feedback.note.phase === 'judged') judged(feedback.note);
  }
}

/** Ghosts and attacks without pitch were not played notes: the tables do not know them. */
function counts({ flags, note }: ScoredNote): boolean {
  return !flags.ghost && note !== null;
}

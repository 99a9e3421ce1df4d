import type {
  FeedbackEvent,
  MetricsFeedback,
  NoteFeedback,
  QualityFeedback,
} from '../events/feedback-event.js';
import type { Judgement } from '../events/note-event.js';
import type { Observation } from '../events/observation.js';
import type { SessionId } from '../events/session-events.js';
import { reasonsFor } from './reasons.js';

/** What the composer needs to know about a practice. */
export interface ComposerSettings {
  /** `null` while nothing is practised. */
  readonly sessionId: SessionId | null;
  readonly strictness: number;
  readonly ambientLighting: boolean;
}

/** Decides what the player should perceive. It keeps nothing: equal observations give equal feedback. */
export class FeedbackComposer {
  constructor(private readonly settings: ComposerSettings) {}

  /** For a note: itself at once, and the scores and the light as soon as it is judged. */
  compose(observation: Observation): FeedbackEvent[] {
    const note = this.note(observation);
    if (observation.note.phase === 'onset') return [note];
    return [note, this.metrics(observation), this.quality(observation, observation.note.judgement)];
  }

  /** The scores and the light as they stand, without news of a note: for heartbeats and at the start. */
  composeState(state: Pick<Observation, 'metrics' | 'insights'>): FeedbackEvent[] {
    return [this.metrics(state), this.quality(state, null)];
  }

  private note({ note, metrics }: Observation): NoteFeedback {
    return { topic: 'note', time: metrics.time, sessionId: this.settings.sessionId, note };
  }

  private metrics({ metrics, insights }: Pick<Observation, 'metrics' | 'insights'>): MetricsFeedback {
    const reasons = reasonsFor(metrics, insights);
    return { topic: 'metrics', time: metrics.time, sessionId: this.settings.sessionId, metrics, reasons };
  }

  private quality({ metrics }: Pick<Observation, 'metrics'>, judgement: Judgement | null): QualityFeedback {
    return {
      topic: 'feedback',
      time: metrics.time,
      sessionId: this.settings.sessionId,
      quality: metrics.quality,
      strictness: this.settings.strictness,
      judgement,
      ambientLighting: this.settings.ambientLighting,
    };
  }
}

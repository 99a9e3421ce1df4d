import { injectable } from 'tsyringe';
import type { FeedbackEvent } from '../events/feedback-event.js';
import type { Undo } from '../plugin/clock.js';

/** Somebody who shows feedback: returns at once, and never throws. */
export interface FeedbackOutlet {
  offer(feedback: FeedbackEvent): void;
}

/** Gives every piece of feedback to every outlet, in order. */
@injectable()
export class FeedbackDispatcher {
  private readonly outlets = new Set<FeedbackOutlet>();

  add(outlet: FeedbackOutlet): Undo {
    this.outlets.add(outlet);
    return () => this.outlets.delete(outlet);
  }

  dispatch(feedback: FeedbackEvent): void {
    for (const outlet of this.outlets) outlet.offer(feedback);
  }
}

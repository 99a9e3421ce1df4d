import type { FeedbackEvent, PitchFeedback } from '../core/events/feedback-event.js';
import type { ScoredNote } from '../core/events/note-event.js';
import type { PluginStatus } from '../core/events/plugin-status.js';
import type { SessionResult, SessionSummary } from '../core/events/session-events.js';
import type { Milliseconds } from '../core/music/units.js';

/** A file, and the input that plays it. */
export interface Recording {
  readonly file: string;
  readonly use: string;
}

/** Everything that was heard in a recording. */
export interface Heard {
  /** `null` when no note was found, so that no practice began. */
  readonly practice: { readonly session: SessionSummary; readonly result: SessionResult } | null;
  /** As they were at their release, by onset. */
  readonly notes: readonly ScoredNote[];
  readonly pitches: readonly PitchFeedback[];
  readonly duration: Milliseconds;
  /** What is wrong with the recording, though it could be played. */
  readonly notice: string | null;
}

/** The input that plays it. */
export const PLAYER = 'recording';

/** Collects what an output would hear. */
export class Listener {
  readonly notes: ScoredNote[] = [];
  readonly pitches: PitchFeedback[] = [];
  private practice: Heard['practice'] = null;
  private notice: string | null = null;
  /** Latest instant anything was said about. */
  time: Milliseconds = 0;

  /** Pitches are many: they are kept only where somebody wants to see them. */
  constructor(private readonly keepsPitches: boolean) {}

  hear(feedback: FeedbackEvent): void {
    this.time = Math.max(this.time, feedback.time);
    if (feedback.topic === 'note' && feedback.note.phase === 'released') this.notes.push(feedback.note);
    if (feedback.topic === 'pitch' && this.keepsPitches) this.pitches.push(feedback);
    if (feedback.topic === 'plugins') this.look(feedback.plugins);
    if (feedback.topic === 'session' && feedback.state === 'ended') {
      this.practice = { session: feedback.session, result: feedback.result };
    }
  }

  private look(plugins: readonly PluginStatus[]): void {
    const player = plugins.find(({ id, state }) => id === PLAYER && state === 'stopped');
    this.notice ??= player?.hint ?? null;
  }

  get heard(): Heard {
    const notes = this.notes.toSorted((a, b) => a.onset - b.onset);
    return {
      practice: this.practice,
      notes,
      pitches: this.pitches,
      duration: this.time,
      notice: this.notice,
    };
  }
}

/** `83000` is `1:23`. */
export function minutes(time: Milliseconds): string {
  const seconds = Math.floor(time / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

import type { NoteEvent } from '../events/note-event.js';
import type { SourcedReading } from '../events/reading.js';
import type { Milliseconds } from '../music/units.js';
import { SourceTracker } from './source-tracker.js';
import type { TrackerSettings } from './tracker-settings.js';

/**
 * Hears notes in what the inputs say, for one practice. Every note is told in phases: `onset` at once, `judged`
 * when its pitch can be trusted, `released` when it ends. Events depend on the readings and their times only,
 * not on how often `advance` is called.
 */
export class NoteTracker {
  private readonly trackersBySource = new Map<string, SourceTracker>();

  constructor(private readonly settings: TrackerSettings) {}

  /** Takes one reading; never throws. */
  track({ source, reading }: SourcedReading): NoteEvent[] {
    return this.trackerOf(source).track(reading);
  }

  /** Judges the notes whose time has come. To be called every few milliseconds while notes sound. */
  advance(now: Milliseconds): NoteEvent[] {
    return [...this.trackersBySource.values()].flatMap((tracker) => tracker.advance(now));
  }

  /** Ends all sounding notes, or those of one source: the practice stops, or an input was lost. */
  release(now: Milliseconds, source?: string): NoteEvent[] {
    const trackers = [...this.trackersBySource].filter(([name]) => source === undefined || name === source);
    return trackers.flatMap(([, tracker]) => tracker.release(now));
  }

  private trackerOf(source: string): SourceTracker {
    let tracker = this.trackersBySource.get(source);
    if (!tracker) {
      tracker = new SourceTracker(source, this.settings);
      this.trackersBySource.set(source, tracker);
    }
    return tracker;
  }
}

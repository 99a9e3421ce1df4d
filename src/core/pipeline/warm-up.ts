import type { SourcedReading } from '../events/reading.js';
import type { Milliseconds } from '../music/units.js';
import type { PracticePath } from '../session/practice-path.js';

/** Readings kept for a practice that starts by itself: it begins with the note that started it. */
const KEPT: Milliseconds = 2_000;

/** What is played while nobody practises: it is shown, and forgotten. */
export class WarmUp {
  private recent: SourcedReading[] = [];

  constructor(private readonly path: PracticePath) {}

  accept(sourced: SourcedReading): void {
    this.keep(sourced);
    this.path.accept(sourced);
  }

  advance(now: Milliseconds): void {
    this.path.advance(now);
  }

  /** What was said from an instant on. */
  since(time: Milliseconds): readonly SourcedReading[] {
    return this.recent.filter(({ reading }) => reading.time >= time);
  }

  finish(now: Milliseconds): void {
    this.path.finish(now);
  }

  private keep(sourced: SourcedReading): void {
    this.recent.push(sourced);
    const oldest = sourced.reading.time - KEPT;
    // Rarely, so that keeping stays cheap with hundreds of readings a second.
    if (this.recent.length > 2_048) this.recent = this.recent.filter(({ reading }) => reading.time >= oldest);
  }
}

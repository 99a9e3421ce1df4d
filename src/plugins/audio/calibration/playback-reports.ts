import type { Milliseconds } from '../../../core/plugin/index.js';

/** A report speaks for its neighbourhood: where a player ran out of sound, everything after it is later. */
const NEIGHBOURHOOD: Milliseconds = 300;

interface Report {
  /** Place in the sound. */
  readonly position: Milliseconds;
  /** When the sound would have begun, had it been played without a gap. */
  readonly startedAt: Milliseconds;
}

/** What a player tells of its progress while it plays, such as `pacat --verbose`: how late it began, and where it stopped for a while. */
export class PlaybackReports {
  private readonly reports: Report[] = [];
  private rest = '';

  /** A piece of the player's standard error, which arrived `now`. */
  hear(text: string, now: Milliseconds): void {
    const lines = (this.rest + text).split(/[\r\n]/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const position = Number(/^Time: (\d+\.\d+) sec/.exec(line)?.[1] ?? 0) * 1000;
      if (position > 0) this.reports.push({ position, startedAt: now - position });
    }
  }

  /** When a place of the sound was heard; `null` when nothing is known of it. Reports may come late, never early. */
  timeOf(position: Milliseconds): Milliseconds | null {
    const near = this.reports.filter((report) => Math.abs(report.position - position) <= NEIGHBOURHOOD);
    if (near.length === 0) return null;
    return position + Math.min(...near.map(({ startedAt }) => startedAt));
  }
}

import type { Cents, PitchClass, Score } from '../music/units.js';
import { LIVE_NOTES, STREAK_SCORE } from './constants.js';

/** What counts of a note. */
export interface LedgerEntry {
  readonly pitchClass: PitchClass;
  readonly isInScale: boolean;
  readonly cents: Cents;
  readonly score: Score;
}

/** Keeps account of all scored notes of a practice, in constant memory. */
export class NoteLedger {
  private readonly recent: LedgerEntry[] = [];
  /** Notes that still sound, whose entry may yet be corrected. */
  private readonly openById = new Map<string, LedgerEntry>();
  private readonly countsByClass = new Array<number>(12).fill(0);
  private inScale = 0;
  private outOfScale = 0;
  private scoreSum = 0;
  private streakBefore = 0;
  private bestBefore = 0;
  private streak = 0;
  private best = 0;

  /** Counts a note; it stays open for correction until `close`. */
  enter(id: string, entry: LedgerEntry): void {
    this.openById.set(id, entry);
    this.recent.push(entry);
    if (this.recent.length > LIVE_NOTES) this.recent.shift();
    this.add(entry, 1);
    this.streakBefore = this.streak;
    this.bestBefore = this.best;
    this.applyStreak(entry);
  }

  /** The note ended: its last word on pitch replaces the first; `null` when it is not scored after all. True when that changed anything. */
  close(id: string, entry: LedgerEntry | null): boolean {
    const before = this.openById.get(id);
    this.openById.delete(id);
    if (!before || (entry && isSame(before, entry))) return false;
    this.add(before, -1);
    if (entry) this.add(entry, 1);
    const at = this.recent.lastIndexOf(before);
    const isNewest = at >= 0 && at === this.recent.length - 1;
    if (at >= 0) this.recent.splice(at, 1, ...(entry ? [entry] : []));
    if (isNewest && entry) this.applyStreak(entry);
    if (isNewest && !entry) [this.streak, this.best] = [this.streakBefore, this.bestBefore];
    return true;
  }

  /** Mean score of the last notes; `null` without any. */
  get liveAccuracy(): Score | null {
    return this.recent.length
      ? this.recent.reduce((sum, { score }) => sum + score, 0) / this.recent.length
      : null;
  }

  /** Mean score of all notes; `null` without any. */
  get accuracy(): Score | null {
    return this.notesDetected ? Math.min(1, Math.max(0, this.scoreSum / this.notesDetected)) : null;
  }

  get notesInScale(): number {
    return this.inScale;
  }

  get notesOutOfScale(): number {
    return this.outOfScale;
  }

  get notesDetected(): number {
    return this.inScale + this.outOfScale;
  }

  get currentStreak(): number {
    return this.streak;
  }

  get bestStreak(): number {
    return this.best;
  }

  get recentEntries(): readonly LedgerEntry[] {
    return this.recent;
  }

  /** Whether a class of the scale was played. */
  hasVisited(pitchClass: PitchClass): boolean {
    return (this.countsByClass[pitchClass] ?? 0) > 0;
  }

  private add(entry: LedgerEntry, sign: 1 | -1): void {
    this.scoreSum += sign * entry.score;
    if (!entry.isInScale) this.outOfScale += sign;
    else {
      this.inScale += sign;
      this.countsByClass[entry.pitchClass] = (this.countsByClass[entry.pitchClass] ?? 0) + sign;
    }
  }

  private applyStreak({ score }: LedgerEntry): void {
    this.streak = score >= STREAK_SCORE ? this.streakBefore + 1 : 0;
    this.best = Math.max(this.bestBefore, this.streak);
  }
}

function isSame(one: LedgerEntry, other: LedgerEntry): boolean {
  return one.cents === other.cents && one.pitchClass === other.pitchClass && one.score === other.score;
}

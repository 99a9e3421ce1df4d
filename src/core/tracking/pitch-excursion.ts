import type { Milliseconds, NoteNumber } from '../music/units.js';

/** A pitch that left its note. */
export interface StrayPitch {
  readonly time: Milliseconds;
  readonly pitch: NoteNumber;
  readonly clarity: number;
}

/** Readings within so many semitones stand still. */
const STILL = 0.3;
/** A finger lands within this time; what takes longer glides. */
const LONGEST_JUMP: Milliseconds = 30;
/** So many different pitches on the way are no glitch but a movement. */
const MOVING = 3;
/** Readings kept on the way. */
const LONGEST_PATH = 256;

/** Follows a pitch that has left its note, until it returns or stays. */
export class PitchExcursion {
  private path: StrayPitch[] = [];
  /** First reading of the stretch that stands still. */
  private still: StrayPitch | null = null;
  private leftAt: Milliseconds = 0;
  private moves = 0;

  /** `leftAt`: the last moment at which the pitch was still in its note. */
  go(stray: StrayPitch, leftAt: Milliseconds): void {
    if (this.path.length === 0) this.leftAt = leftAt;
    if (!this.still || Math.abs(stray.pitch - this.still.pitch) > STILL) {
      this.still = stray;
      this.moves += 1;
    }
    this.path.push(stray);
    if (this.path.length > LONGEST_PATH) this.path.shift();
  }

  /** When the pitch began to stand still elsewhere; `null` while it is in its note. */
  get since(): Milliseconds | null {
    return this.still?.time ?? null;
  }

  /** Whether the pitch has stood still elsewhere for so long. */
  hasHeld(now: Milliseconds, hold: Milliseconds): boolean {
    return this.still !== null && now - this.still.time >= hold;
  }

  /** Where the pitch has gone, and how. */
  arrival(): {
    isJump: boolean;
    since: Milliseconds;
    pitch: NoteNumber;
    clarity: number;
    path: readonly StrayPitch[];
  } {
    const still = this.still ?? { time: 0, pitch: 0, clarity: 0 };
    const isJump = this.moves === 1 || still.time - this.leftAt <= LONGEST_JUMP;
    const last = this.path.at(-1) ?? still;
    return { isJump, since: still.time, pitch: last.pitch, clarity: last.clarity, path: this.path };
  }

  /** Back in the note: a gradual movement belongs to it, a glitch is forgotten. */
  comeBack(): readonly StrayPitch[] {
    const wandered = this.moves >= MOVING ? this.path : [];
    this.clear();
    return wandered;
  }

  clear(): void {
    if (this.path.length === 0) return;
    this.path = [];
    this.still = null;
    this.moves = 0;
  }
}

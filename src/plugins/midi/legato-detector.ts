import type { Milliseconds, NoteNumber } from '../../core/plugin/index.js';

/** A finger on another fret moves the pitch by at least that much, in semitones. */
const LEAST_MOVE = 0.7;
/** A fretted pitch jumps; a bent string takes longer to go as far. */
const JUMP_WITHIN: Milliseconds = 20;
/** The new pitch must stay that long, within that many semitones, near a fret. */
const SETTLED_AFTER: Milliseconds = 60;
const STEADY = 0.3;
const NEAR_FRET = 0.35;

interface Place {
  readonly time: Milliseconds;
  readonly pitch: NoteNumber;
}

/**
 * Hears hammer-ons, pull-offs and slides in the pitch bends of a note that was not plucked again: a jump of at least
 * 0.7 semitones that settles for 60 ms at a fret. A bent or shaken string stays one note.
 */
export class LegatoDetector {
  private rest: NoteNumber;
  private trail: Place[];
  private candidate: Place | null = null;

  constructor(pitch: NoteNumber, time: Milliseconds) {
    this.rest = pitch;
    this.trail = [{ time, pitch }];
  }

  move(pitch: NoteNumber, time: Milliseconds): void {
    if (Math.abs(pitch - this.rest) < LEAST_MOVE) this.candidate = null;
    else if (!this.candidate || Math.abs(pitch - this.candidate.pitch) > STEADY) {
      this.candidate = this.jumpedTo(pitch, time) ? { time, pitch } : null;
    }
    this.remember({ time, pitch });
  }

  /** Where a new note began, once it has settled; each one is told once. */
  settled(time: Milliseconds): Place | null {
    const { candidate } = this;
    if (!candidate || time - candidate.time < SETTLED_AFTER) return null;
    this.candidate = null;
    if (Math.abs(candidate.pitch - Math.round(candidate.pitch)) > NEAR_FRET) return null;
    this.rest = candidate.pitch;
    return candidate;
  }

  private jumpedTo(pitch: NoteNumber, time: Milliseconds): boolean {
    const before = this.trail.filter((place) => time - place.time <= JUMP_WITHIN);
    const last = this.trail.at(-1);
    const from = before.length > 0 ? before : last ? [last] : [];
    return from.some((place) => Math.abs(pitch - place.pitch) >= LEAST_MOVE);
  }

  private remember(place: Place): void {
    this.trail.push(place);
    if (this.trail.length > 64) this.trail = this.trail.slice(-32);
  }
}

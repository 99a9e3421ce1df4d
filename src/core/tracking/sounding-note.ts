import type { NoteEvent, NotePhase } from '../events/note-event.js';
import type { NoteOnReading } from '../events/reading.js';
import { centsFromNearestNote, frequencyFromNoteNumber, nearestNote } from '../music/note-number.js';
import type { Milliseconds, NoteNumber } from '../music/units.js';
import type { HearingLimits } from './sensitivity.js';
import type { TrackerSettings } from './tracker-settings.js';

/** Pickups correct their first guess within this time. */
const JUDGE_AFTER: Milliseconds = 40;

/** A note while it sounds. */
export class SoundingNote {
  private pitch: NoteNumber;
  private isJudged = false;

  constructor(
    private readonly source: string,
    private readonly start: NoteOnReading,
    private readonly limits: HearingLimits,
    private readonly settings: TrackerSettings,
  ) {
    this.pitch = start.noteNumber;
  }

  follow(_time: Milliseconds, pitch: NoteNumber, _clarity: number): void {
    this.pitch = pitch;
  }

  isDue(time: Milliseconds): boolean {
    return !this.isJudged && time >= this.start.time + JUDGE_AFTER;
  }

  onset(): NoteEvent {
    return this.event('onset', null);
  }

  judge(): NoteEvent {
    this.isJudged = true;
    return this.event('judged', null);
  }

  end(time: Milliseconds): NoteEvent[] {
    const judged = this.isJudged ? [] : [this.judge()];
    return [...judged, this.event('released', Math.max(0, time - this.start.time))];
  }

  private event(phase: NotePhase, duration: Milliseconds | null): NoteEvent {
    const { start, limits } = this;
    const isSoft = (start.velocity ?? 127) < limits.minVelocity || (start.level ?? 0) < limits.levelGate;
    return {
      id: `${this.source}:${start.noteId}`,
      source: this.source,
      phase,
      onset: start.time,
      duration,
      note: nearestNote(this.pitch),
      cents: centsFromNearestNote(this.pitch),
      frequency: frequencyFromNoteNumber(this.pitch, this.settings.a4),
      confidence: start.confidence,
      velocity: start.velocity ?? null,
      level: start.level ?? null,
      string: start.string ?? null,
      fret: start.fret ?? null,
      positionConfidence: start.string === undefined ? null : (start.positionConfidence ?? 1),
      flags: {
        bend: false,
        vibrato: false,
        slide: false,
        legato: start.isLegato ?? false,
        chord: start.isChord ?? false,
        ghost: isSoft || start.confidence < limits.minConfidence,
      },
    };
  }
}

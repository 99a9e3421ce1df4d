import type { Decibels, Hertz, Milliseconds, NoteNumber, Reading } from '../../core/plugin/index.js';
import type { Voices } from './voices.js';

const PLACE = 'mono';
/** A detector still reports the note before for about this long after an attack. */
const SETTLING: Milliseconds = 50;
/** An attack without a pitch by then was a muted string. */
const PATIENCE: Milliseconds = 250;

export interface PitchHeard {
  readonly frequency: Hertz | null;
  readonly noteNumber: NoteNumber | null;
  readonly confidence: number;
  readonly level?: Decibels;
}

/**
 * Makes notes of a source that follows one pitch and says when a note begins, but not when it ends: silence ends it.
 * A source that never says when notes begin is passed on as plain pitch, for the note tracker to find them.
 */
export class MonoVoice {
  private hearsNotes = false;
  private attack: { readonly time: Milliseconds; readonly level?: Decibels } | null = null;

  constructor(
    private readonly voices: Voices,
    private readonly emit: (reading: Reading) => void,
  ) {}

  note(noteNumber: NoteNumber | null, time: Milliseconds): void {
    this.hearsNotes = true;
    const start = this.attack?.time ?? time;
    this.attack = null;
    if (noteNumber === null) this.voices.end(PLACE, time);
    else this.voices.begin(PLACE, { noteNumber, confidence: 1 }, start);
  }

  /** The pitch will follow: an attack alone does not know it yet. */
  onset(time: Milliseconds, level?: Decibels): void {
    this.hearsNotes = true;
    this.giveUpAttack();
    this.voices.end(PLACE, time);
    this.attack = level === undefined ? { time } : { time, level };
  }

  pitch(heard: PitchHeard, time: Milliseconds): void {
    this.tick(time);
    this.answerAttack(heard, time);
    if (heard.frequency === null) this.voices.end(PLACE, time);
    const { frequency, confidence: clarity, level } = heard;
    const sounding = this.voices.at(PLACE, time);
    const owner = this.hearsNotes ? { noteId: sounding?.noteId ?? null } : {};
    this.emit({
      kind: 'pitch',
      time,
      frequency,
      clarity,
      ...(level === undefined ? {} : { level }),
      ...owner,
    });
  }

  /** An attack that stayed without pitch counts as an onset. */
  tick(time: Milliseconds): void {
    if (this.attack && time - this.attack.time > PATIENCE) this.giveUpAttack();
  }

  private answerAttack({ noteNumber, confidence, level }: PitchHeard, time: Milliseconds): void {
    if (!this.attack || noteNumber === null || time - this.attack.time < SETTLING) return;
    const start = { noteNumber, confidence, ...(level === undefined ? {} : { level }) };
    this.voices.begin(PLACE, start, this.attack.time);
    this.attack = null;
  }

  private giveUpAttack(): void {
    if (this.attack) this.emit({ kind: 'onset', ...this.attack });
    this.attack = null;
  }
}

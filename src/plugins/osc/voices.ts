import type { Milliseconds, NoteId, NoteNumber, NoteOnReading, Reading } from '../../core/plugin/index.js';

interface Voice {
  readonly noteId: NoteId;
  readonly noteNumber: NoteNumber;
  touched: Milliseconds;
}

export type NoteStart = Omit<NoteOnReading, 'kind' | 'time' | 'noteId'>;

/** The notes that sound, by where they sound: a string, or a key of a source that does not know its strings. */
export class Voices {
  private readonly soundingByPlace = new Map<string, Voice>();
  private count = 0;

  constructor(
    private readonly emit: (reading: Reading) => void,
    /** Keeps ids of one life of the input apart from those of the next. */
    private readonly life: string,
  ) {}

  /** Whatever sounded at that place is over. */
  begin(place: string, start: NoteStart, time: Milliseconds): void {
    this.end(place, time);
    const noteId = `${this.life}-${++this.count}`;
    this.soundingByPlace.set(place, { noteId, noteNumber: start.noteNumber, touched: time });
    this.emit({ kind: 'note-on', time, noteId, ...start });
  }

  end(place: string, time: Milliseconds): void {
    const voice = this.soundingByPlace.get(place);
    if (!voice) return;
    this.soundingByPlace.delete(place);
    this.emit({ kind: 'note-off', time, noteId: voice.noteId });
  }

  /** The note that sounds there, kept alive by being asked for; `null` when none does. */
  at(place: string, time: Milliseconds): Voice | null {
    const voice = this.soundingByPlace.get(place) ?? null;
    if (voice) voice.touched = time;
    return voice;
  }

  /** Ends notes that nothing was heard of for so long that their end must have been lost. */
  endStuck(time: Milliseconds, patience: Milliseconds): number {
    const stuck = [...this.soundingByPlace].filter(([, { touched }]) => time - touched >= patience);
    for (const [place] of stuck) this.end(place, time);
    return stuck.length;
  }

  endAll(time: Milliseconds): void {
    for (const place of [...this.soundingByPlace.keys()]) this.end(place, time);
  }
}

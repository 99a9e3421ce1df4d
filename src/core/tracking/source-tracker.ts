import type { NoteEvent } from '../events/note-event.js';
import type { NoteOnReading, PitchReading, Reading } from '../events/reading.js';
import { noteNumberFromFrequency } from '../music/note-number.js';
import type { Milliseconds } from '../music/units.js';
import { hearingLimits } from './sensitivity.js';
import { SoundingNote } from './sounding-note.js';
import type { TrackerSettings } from './tracker-settings.js';

/** Hears the notes of one input. */
export class SourceTracker {
  private readonly notesById = new Map<string, SoundingNote>();
  private readonly limits;

  constructor(
    private readonly source: string,
    private readonly settings: TrackerSettings,
  ) {
    this.limits = hearingLimits(settings.sensitivity);
  }

  track(reading: Reading): NoteEvent[] {
    const due = this.judgeUntil(reading.time);
    if (reading.kind === 'note-on') return [...due, ...this.begin(reading)];
    if (reading.kind === 'note-off') return [...due, ...this.end(reading.noteId, reading.time)];
    if (reading.kind === 'pitch') this.follow(reading);
    return due;
  }

  advance(now: Milliseconds): NoteEvent[] {
    return this.judgeUntil(now);
  }

  release(now: Milliseconds): NoteEvent[] {
    return [...this.notesById.keys()].flatMap((id) => this.end(id, now));
  }

  private begin(reading: NoteOnReading): NoteEvent[] {
    const before = this.end(reading.noteId, reading.time);
    const note = new SoundingNote(this.source, reading, this.limits, this.settings);
    this.notesById.set(reading.noteId, note);
    return [...before, note.onset()];
  }

  private follow({ noteId, frequency, time, clarity }: PitchReading): void {
    if (typeof noteId !== 'string' || frequency === null) return;
    this.notesById.get(noteId)?.follow(time, noteNumberFromFrequency(frequency, this.settings.a4), clarity);
  }

  private end(id: string, time: Milliseconds): NoteEvent[] {
    const note = this.notesById.get(id);
    if (!note) return [];
    this.notesById.delete(id);
    return note.end(time);
  }

  private judgeUntil(time: Milliseconds): NoteEvent[] {
    const events: NoteEvent[] = [];
    for (const note of this.notesById.values()) if (note.isDue(time)) events.push(note.judge());
    return events;
  }
}

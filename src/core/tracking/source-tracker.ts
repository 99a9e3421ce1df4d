import type { NoteEvent } from '../events/note-event.js';
import type { NoteOnReading, OnsetReading, PitchReading, Reading } from '../events/reading.js';
import { noteNumberFromFrequency } from '../music/note-number.js';
import type { Milliseconds } from '../music/units.js';
import { deadNote } from './dead-note.js';
import { HandPosition } from './hand-position.js';
import { NoteFinder, PLUCK_TO_PITCH } from './note-finder.js';
import { hearingLimits } from './sensitivity.js';
import { type NoteContext, SoundingNote } from './sounding-note.js';
import type { TrackerSettings } from './tracker-settings.js';

/** Notes that begin within this time are a chord. */
const CHORD: Milliseconds = 30;
/** The same pluck heard twice. */
const DOUBLE_TRIGGER: Milliseconds = 40;
/** Strings still ring for so long after a note has ended. */
const RINGING: Milliseconds = 250;
/** The readings of a pitch stream may run this far behind the clock. */
const LATENESS: Milliseconds = 150;
/** More notes at once are no guitar; the oldest ends. */
const MOST_NOTES = 64;

/** Hears the notes of one input. */
export class SourceTracker {
  private readonly notesById = new Map<string, SoundingNote>();
  private readonly context: NoteContext;
  private readonly finder: NoteFinder;
  /** Attacks that may yet turn out to belong to a pitch. */
  private attacks: OnsetReading[] = [];
  private newest: SoundingNote | null = null;
  private lastEnd: Milliseconds = Number.NEGATIVE_INFINITY;
  private chordStart: SoundingNote | null = null;
  /** An input that knows notes is believed; its bare pitches open none. */
  private knowsNotes = false;

  constructor(
    source: string,
    private readonly settings: TrackerSettings,
  ) {
    const limits = hearingLimits(settings.sensitivity);
    const hand = new HandPosition(settings.openStrings);
    this.context = { source, limits, settings, hand, takenStrings: (except) => this.takenStrings(except) };
    this.finder = new NoteFinder(limits, settings.a4);
  }

  track(reading: Reading): NoteEvent[] {
    if (reading.kind === 'transport' || !Number.isFinite(reading.time)) return [];
    const due = this.settleUntil(reading.time, reading.time);
    if (reading.kind === 'onset') this.attack(reading);
    if (reading.kind === 'note-on') this.knowsNotes = true;
    const isBare = isBarePitch(reading) && !this.knowsNotes;
    return [...due, ...(isBare ? this.finder.find(reading) : [reading]).flatMap((each) => this.apply(each))];
  }

  advance(now: Milliseconds): NoteEvent[] {
    const streamed = now - LATENESS;
    const found = this.knowsNotes ? [] : this.finder.hold(streamed);
    return [...found.flatMap((each) => this.apply(each)), ...this.settleUntil(now, streamed)];
  }

  release(now: Milliseconds): NoteEvent[] {
    this.finder.reset();
    const notes = new Set(this.notesById.values());
    this.notesById.clear();
    const dead = this.attacks.flatMap((attack) => deadNote(attack, this.context));
    this.attacks = [];
    return [...dead, ...[...notes].flatMap((note) => note.end(now))];
  }

  private apply(reading: Reading): NoteEvent[] {
    if (reading.kind === 'note-on') return this.begin(reading);
    if (reading.kind === 'note-off') return this.end(reading.noteId, reading.time);
    if (reading.kind === 'pitch') this.follow(reading);
    return [];
  }

  private begin(reading: NoteOnReading): NoteEvent[] {
    if (!Number.isFinite(reading.noteNumber)) return [];
    const before = this.end(reading.noteId, reading.time);
    this.attacks = this.attacks.filter(({ time }) => Math.abs(reading.time - time) > PLUCK_TO_PITCH);
    const { newest } = this;
    if (newest && this.isDoubleTrigger(newest, reading)) {
      newest.holders += 1;
      this.notesById.set(reading.noteId, newest);
      return before;
    }
    const crowd = this.notesById.size < MOST_NOTES ? [] : this.endOldest(reading.time);
    const note = new SoundingNote(reading, this.context, this.isSilentAt(reading.time));
    this.notesById.set(reading.noteId, note);
    this.newest = note;
    if (!reading.isLegato) this.joinChord(note);
    return [...before, ...crowd, note.onset()];
  }

  private isDoubleTrigger(newest: SoundingNote, reading: NoteOnReading): boolean {
    const isSounding = [...this.notesById.values()].includes(newest);
    return isSounding && reading.time - newest.time < DOUBLE_TRIGGER && newest.isSamePluck(reading);
  }

  private isSilentAt(time: Milliseconds): boolean {
    return this.notesById.size === 0 && time - this.lastEnd > RINGING;
  }

  private joinChord(note: SoundingNote): void {
    if (!this.chordStart || note.time - this.chordStart.time > CHORD) {
      this.chordStart = note;
      return;
    }
    this.chordStart.isChord = true;
    note.isChord = true;
  }

  private follow({ noteId, frequency, noteNumber, time, clarity, isChord }: PitchReading): void {
    const note = this.notesById.get(noteId ?? '');
    if (isChord) note?.blend();
    const isHeard = frequency !== null && frequency > 0;
    const pitch = isHeard ? (noteNumber ?? noteNumberFromFrequency(frequency, this.settings.a4)) : null;
    note?.follow(time, pitch, clarity);
  }

  private end(id: string, time: Milliseconds): NoteEvent[] {
    const note = this.notesById.get(id);
    if (!note) return [];
    this.notesById.delete(id);
    note.holders -= 1;
    if (note.holders > 0) return [];
    this.lastEnd = Math.max(this.lastEnd, time);
    return note.end(time);
  }

  private endOldest(time: Milliseconds): NoteEvent[] {
    const [oldest] = this.notesById.keys();
    return oldest === undefined ? [] : this.end(oldest, time);
  }

  private attack(reading: OnsetReading): void {
    const belongsToNewest =
      this.newest !== null && Math.abs(reading.time - this.newest.time) < DOUBLE_TRIGGER;
    if (belongsToNewest) return;
    if (!this.knowsNotes) this.finder.pluck(reading.time);
    this.attacks.push(reading);
  }

  /** Judges what can be judged by now; `arrived` is how far a pitch stream is known to have come. */
  private settleUntil(now: Milliseconds, arrived: Milliseconds): NoteEvent[] {
    const events: NoteEvent[] = [];
    const streamed = this.finder.certainUntil(arrived);
    for (const note of this.notesById.values()) {
      if (note.isDue(note.isToldAtOnce ? now : streamed)) events.push(note.judge());
    }
    if (this.attacks.length === 0) return events;
    const dead = this.attacks.filter(({ time }) => streamed - time > PLUCK_TO_PITCH);
    this.attacks = this.attacks.filter(({ time }) => streamed - time <= PLUCK_TO_PITCH);
    return [...events, ...dead.flatMap((attack) => deadNote(attack, this.context))];
  }

  private takenStrings(except: SoundingNote): ReadonlySet<number> {
    const taken = new Set<number>();
    for (const note of this.notesById.values())
      if (note !== except && note.string !== null) taken.add(note.string);
    return taken;
  }
}

function isBarePitch(reading: Reading): reading is PitchReading {
  return reading.kind === 'pitch' && reading.noteId === undefined;
}

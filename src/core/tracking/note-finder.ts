import type { NoteOnReading, PitchReading, Reading } from '../events/reading.js';
import { frequencyFromNoteNumber, noteNumberFromFrequency } from '../music/note-number.js';
import type { Hertz, Milliseconds, NoteNumber } from '../music/units.js';
import { type HeardLevel, LevelGate } from './level-gate.js';
import { PitchExcursion } from './pitch-excursion.js';
import { PluckDetector } from './pluck-detector.js';
import type { HearingLimits } from './sensitivity.js';

/** Less periodic than this is noise. */
const LEAST_CLARITY = 0.5;
/** Readings within so many semitones are the same pitch. */
const SAME_PITCH = 0.6;
/** A pitch must hold this long to begin a note, unless several readings agree. */
const HOLD: Milliseconds = 40;
const SHORT_HOLD: Milliseconds = 20;
const AGREEING = 3;
/** Streams slower than `HOLD` get time for a second reading, but no longer than this. */
const LONGEST_HOLD: Milliseconds = 150;
const READINGS_AWAITED = 2.2;
/** A shorter silence is a drop-out of the detector. */
const DROP_OUT: Milliseconds = 50;
/** A pluck belongs to a pitch that appears this soon after it. */
export const PLUCK_TO_PITCH: Milliseconds = 120;
/** Time over which the middle of a note follows its pitch. */
const FOLLOW: Milliseconds = 30;

interface Opening {
  readonly since: Milliseconds;
  readonly isLegato: boolean;
  pitch: NoteNumber;
  clarity: number;
  readings: number;
}

interface OpenNote {
  readonly id: string;
  /** Middle of the pitch as it moves. */
  settled: NoteNumber;
  lastReading: Milliseconds;
  silentSince: Milliseconds | null;
}

/**
 * Finds notes in a bare stream of pitches. A note begins when a pitch holds; it ends in silence, with a new pluck, or
 * when the pitch jumps and stays. A single odd reading is a glitch, and a pitch that moves gradually is a bend.
 */
export class NoteFinder {
  private readonly gate: LevelGate;
  private readonly plucks: PluckDetector;
  private readonly excursion = new PitchExcursion();
  private opening: Opening | null = null;
  private note: OpenNote | null = null;
  private pluckedAt: Milliseconds | null = null;
  private last: Milliseconds = Number.NEGATIVE_INFINITY;
  private usualGap: Milliseconds = 0;
  private loudness: HeardLevel = {};

  constructor(
    limits: HearingLimits,
    private readonly a4: Hertz,
  ) {
    this.gate = new LevelGate(limits.levelGate);
    this.plucks = new PluckDetector(limits.onsetRise);
  }

  /** An input heard a pluck by itself. */
  pluck(time: Milliseconds): void {
    this.pluckedAt = time;
  }

  /** Turns a bare pitch into readings about notes. */
  find(reading: PitchReading): Reading[] {
    if (reading.time < this.last) return [];
    const before = this.hold(reading.time);
    this.keepPace(reading.time);
    if (this.plucks.hear(reading.time, reading.level)) this.pluckedAt = reading.time;
    this.loudness = loudnessOf(reading);
    const pitch = this.pitchOf(reading);
    if (pitch === null) return [...before, ...this.hearSilence(reading)];
    return [
      ...before,
      ...(this.note ? this.goOn(this.note, reading, pitch) : this.open(reading, pitch, false)),
    ];
  }

  /** What follows from time alone: pitches hold until the next reading, and so does silence. */
  hold(now: Milliseconds): Reading[] {
    const { opening, note } = this;
    const patience = Math.min(LONGEST_HOLD, Math.max(HOLD, READINGS_AWAITED * this.usualGap));
    if (opening && now - opening.since >= patience) return this.begin(opening);
    if (note?.silentSince != null && now - note.silentSince >= DROP_OUT) return this.end(note.silentSince);
    if (note && this.excursion.hasHeld(now, patience)) return this.arrive(note);
    return [];
  }

  /** Up to when it is certain that the note still sounds: silence, or another pitch, may yet prove to be its end. */
  certainUntil(time: Milliseconds): Milliseconds {
    return Math.min(time, this.note?.silentSince ?? time, this.excursion.since ?? time);
  }

  /** Forgets everything: the source was lost or the practice ended. */
  reset(): void {
    this.note = null;
    this.opening = null;
    this.pluckedAt = null;
    this.excursion.clear();
  }

  private keepPace(time: Milliseconds): void {
    const gap = time - this.last;
    if (Number.isFinite(gap)) this.usualGap += 0.2 * (Math.min(gap, LONGEST_HOLD) - this.usualGap);
    this.last = time;
  }

  private pitchOf(reading: PitchReading): NoteNumber | null {
    const { frequency, clarity } = reading;
    const isHeard = frequency !== null && frequency > 0 && clarity >= LEAST_CLARITY;
    return isHeard && this.gate.passes(reading, this.note !== null)
      ? noteNumberFromFrequency(frequency, this.a4)
      : null;
  }

  private hearSilence(reading: PitchReading): Reading[] {
    const { time, frequency } = reading;
    if (frequency === null) this.gate.hearNoise(reading);
    this.opening = null;
    this.excursion.clear();
    if (!this.note) return [];
    this.note.silentSince ??= time;
    return [{ kind: 'pitch', time, frequency: null, clarity: 0, noteId: this.note.id }];
  }

  private open({ time, clarity }: PitchReading, pitch: NoteNumber, isLegato: boolean): Reading[] {
    const { opening } = this;
    if (!opening || Math.abs(pitch - opening.pitch) > SAME_PITCH) {
      this.opening = { since: this.onsetBefore(time), isLegato, pitch, clarity, readings: 1 };
      return [];
    }
    opening.readings += 1;
    opening.pitch = pitch;
    opening.clarity = Math.max(opening.clarity, clarity);
    const isSure =
      opening.readings >= AGREEING || (opening.readings > 1 && time - opening.since >= SHORT_HOLD);
    return isSure ? this.begin(opening) : [];
  }

  /** The pluck that this pitch belongs to, or the pitch's own beginning. */
  private onsetBefore(time: Milliseconds): Milliseconds {
    const isRecent = this.pluckedAt !== null && time - this.pluckedAt <= PLUCK_TO_PITCH;
    return isRecent && this.pluckedAt !== null ? Math.min(this.pluckedAt, time) : time;
  }

  private begin({ since, isLegato, pitch, clarity }: Opening): Reading[] {
    const id = (isLegato ? 'l' : 'p') + Math.round(since * 1000).toString(36);
    this.opening = null;
    this.pluckedAt = null;
    this.note = { id, settled: pitch, lastReading: since, silentSince: null };
    const start: NoteOnReading = {
      kind: 'note-on',
      time: since,
      noteId: id,
      noteNumber: pitch,
      confidence: clarity,
    };
    return [
      {
        ...start,
        ...this.loudness,
        ...(isLegato ? { isLegato } : {}),
      },
    ];
  }

  private end(time: Milliseconds): Reading[] {
    const { note } = this;
    this.note = null;
    this.excursion.clear();
    return note ? [{ kind: 'note-off', time, noteId: note.id }] : [];
  }

  private goOn(note: OpenNote, reading: PitchReading, pitch: NoteNumber): Reading[] {
    const { time } = reading;
    note.silentSince = null;
    if (this.pluckedAt !== null) {
      return [...this.end(this.pluckedAt), ...this.open(reading, pitch, false)];
    }
    if (Math.abs(pitch - note.settled) <= SAME_PITCH) {
      const wandered = this.excursion.comeBack();
      this.settle(note, time, pitch);
      return [
        ...wandered.map((earlier) => this.pitchReading(note, earlier)),
        { ...reading, noteId: note.id },
      ];
    }
    this.excursion.go({ time, pitch, clarity: reading.clarity }, note.lastReading);
    return this.excursion.hasHeld(time, HOLD) ? this.arrive(note) : [];
  }

  /** The pitch has gone elsewhere and stays there: by a jump to a new note, or gradually, within this one. */
  private arrive(note: OpenNote): Reading[] {
    const { isJump, since, pitch, clarity, path } = this.excursion.arrival();
    this.excursion.clear();
    if (isJump)
      return [...this.end(since), ...this.begin({ since, isLegato: true, pitch, clarity, readings: 1 })];
    note.settled = pitch;
    note.lastReading = path.at(-1)?.time ?? note.lastReading;
    return path.map((earlier) => this.pitchReading(note, earlier));
  }

  private settle(note: OpenNote, time: Milliseconds, pitch: NoteNumber): void {
    const share = 1 - Math.exp(-(time - note.lastReading) / FOLLOW);
    note.settled += share * (pitch - note.settled);
    note.lastReading = time;
  }

  private pitchReading(
    note: OpenNote,
    { time, pitch, clarity }: { time: Milliseconds; pitch: NoteNumber; clarity: number },
  ): Reading {
    return {
      kind: 'pitch',
      time,
      frequency: frequencyFromNoteNumber(pitch, this.a4),
      clarity,
      noteId: note.id,
    };
  }
}

function loudnessOf({ level, loudest }: HeardLevel): HeardLevel {
  return { ...(level === undefined ? {} : { level }), ...(loudest === undefined ? {} : { loudest }) };
}

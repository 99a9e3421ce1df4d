import type { NoteEvent, NotePhase } from '../events/note-event.js';
import type { NoteOnReading } from '../events/reading.js';
import { frequencyFromNoteNumber } from '../music/note-number.js';
import type { Milliseconds, NoteNumber } from '../music/units.js';
import type { HandPosition, Position } from './hand-position.js';
import { isSofter } from './level-gate.js';
import { PitchTrace } from './pitch-trace.js';
import type { HearingLimits } from './sensitivity.js';
import { type SettledPitch, settledPitch } from './settled-pitch.js';
import type { TrackerSettings } from './tracker-settings.js';

/** Pickups correct their first guess within this time. */
const JUDGE_AFTER: Milliseconds = 40;

/** What is this clear is one string; what is not may prove to be a chord by then. */
const CLEAR = 0.93;
const CLARITY_SHARE = 0.2; // of the newest reading in the mean
const CHORD_KNOWN: Milliseconds = 160;

/** What a note needs to know of its surroundings. */
export interface NoteContext {
  readonly source: string;
  readonly limits: HearingLimits;
  readonly settings: TrackerSettings;
  readonly hand: HandPosition;
  /** Strings on which other notes sound. */
  takenStrings(except: SoundingNote): ReadonlySet<number>;
}

/** A note while it sounds. */
export class SoundingNote {
  /** One of several at once. */
  isChord: boolean;
  /** A pluck heard twice has two ids; the note ends with the last of them. */
  holders = 1;
  private readonly trace: PitchTrace;
  private readonly judgeAt: Milliseconds;
  private isMixture: boolean;
  private clarity: number;
  /** Once it is judged. What counted then counts for good, even when its end turns out to have been early. */
  private isGhost: boolean | null = null;
  private position: Position | null = null;
  private positionedNote: NoteNumber | null = null;

  constructor(
    private readonly start: NoteOnReading,
    private readonly context: NoteContext,
    /** Nothing sounded before: a pluck must show in the level. Over a ringing string it hardly does. */
    private readonly isFromSilence: boolean,
  ) {
    this.isMixture = start.isChord ?? false;
    this.isChord = this.isMixture;
    this.clarity = start.confidence;
    this.trace = new PitchTrace(start.time, start.noteNumber, start.confidence);
    this.judgeAt = start.time + this.shortest;
  }

  get time(): Milliseconds {
    return this.start.time;
  }

  get string(): number | null {
    return this.start.string ?? this.position?.string ?? null;
  }

  /** A device with velocities tells its notes as they happen; the pitch stream of others runs a little behind. */
  get isToldAtOnce(): boolean {
    return this.start.velocity !== undefined;
  }

  /** The same string plucked again within so short a time that it is the same pluck. */
  isSamePluck(other: NoteOnReading): boolean {
    return (
      Math.round(this.start.noteNumber) === Math.round(other.noteNumber) && this.start.string === other.string
    );
  }

  follow(time: Milliseconds, pitch: NoteNumber | null, clarity: number): void {
    if (this.isMixture) return;
    this.clarity += CLARITY_SHARE * (clarity - this.clarity);
    this.trace.add(Math.max(time, this.start.time), pitch, clarity);
  }

  /** It turned out to be several strings, heard as one. */
  blend(): void {
    this.isMixture = true;
    this.isChord = true;
  }

  isDue(time: Milliseconds): boolean {
    const isUnjudged = this.isGhost === null;
    return isUnjudged && time >= this.judgeAt && (time >= this.start.time + CHORD_KNOWN || this.isClear);
  }

  onset(): NoteEvent {
    return this.event('onset', this.settle(this.start.time), null);
  }

  judge(): NoteEvent {
    return this.judged(this.settle(this.judgeAt), null);
  }

  end(time: Milliseconds): NoteEvent[] {
    const duration = Math.max(0, time - this.start.time);
    const pitch = this.settle(this.start.time + duration);
    const judged = this.isGhost === null ? [this.judged(pitch, duration)] : [];
    return [...judged, this.event('released', pitch, duration)];
  }

  private judged(pitch: SettledPitch, duration: Milliseconds | null): NoteEvent {
    const event = this.event('judged', pitch, duration);
    this.isGhost = event.flags.ghost;
    if (event.fret !== null) this.context.hand.moveTo(event.fret);
    return event;
  }

  /** Shorter than this it is no note. Devices with velocities have their own idea of what is one. */
  private get shortest(): Milliseconds {
    return this.isToldAtOnce ? JUDGE_AFTER : this.context.limits.minLength;
  }

  private settle(end: Milliseconds): SettledPitch {
    return settledPitch(this.trace, this.start.time, end, this.context.settings.bends ?? 'arrival');
  }

  private event(phase: NotePhase, pitch: SettledPitch, duration: Milliseconds | null): NoteEvent {
    const { start, context } = this;
    this.findPosition(pitch.note, phase);
    return {
      id: `${context.source}:${start.noteId}`,
      source: context.source,
      phase,
      onset: start.time,
      duration: phase === 'released' ? duration : null,
      note: pitch.note,
      // Several strings heard as one mixture have no pitch to be judged.
      cents: this.isMixture ? null : pitch.cents,
      frequency: frequencyFromNoteNumber(pitch.pitch, context.settings.a4),
      confidence: start.confidence,
      velocity: start.velocity ?? null,
      level: start.level ?? null,
      string: this.string,
      fret: this.position?.fret ?? null,
      positionConfidence:
        this.string === null ? null : (this.position?.confidence ?? start.positionConfidence ?? 1),
      flags: {
        bend: pitch.isBent,
        vibrato: pitch.hasVibrato,
        slide: pitch.isSlid,
        legato: start.isLegato ?? false,
        chord: this.isChord,
        ghost: this.isGhost ?? (this.isTooFaint() || (duration !== null && duration < this.shortest)),
      },
    };
  }

  /** An input that tells chords knows a single string by its clarity, and several of them a little later. */
  private get isClear(): boolean {
    return this.isMixture || this.start.isChord === undefined || this.clarity >= CLEAR;
  }

  private isTooFaint(): boolean {
    const { limits } = this.context;
    const { confidence, velocity, rise } = this.start;
    return (
      (confidence < limits.minConfidence && !this.isMixture) ||
      (velocity !== undefined && velocity < limits.minVelocity) ||
      isSofter(this.start, limits.levelGate) ||
      (this.isFromSilence && rise !== undefined && rise < limits.onsetRise)
    );
  }

  /** Where the note is fretted; a bend does not move it. */
  private findPosition(note: NoteNumber, phase: NotePhase): void {
    if (this.positionedNote === note || phase === 'released') return;
    const { hand } = this.context;
    this.positionedNote = note;
    this.position =
      this.start.string === undefined
        ? hand.infer(note, this.context.takenStrings(this))
        : this.toldPosition(note);
  }

  /** `null` when the note cannot be played on the string that was told: another tuning, or a wrong guess. */
  private toldPosition(note: NoteNumber): Position | null {
    const { string = 0, fret, positionConfidence } = this.start;
    const known = fret ?? this.context.hand.fretOn(string, note);
    return known === null ? null : { string, fret: known, confidence: positionConfidence ?? 1 };
  }
}

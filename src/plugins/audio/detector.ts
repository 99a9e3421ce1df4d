import type { Decibels, Hertz, NoteNumber, PitchRange } from '../../core/plugin/index.js';

/** A place in the stream, in samples since the first one; fractions are welcome. */
type SamplePosition = number;

/** What the detector hears now. One object, used again for every hop: copy what you keep. */
export interface PitchFrame {
  /** Just after the last sample that was used. */
  readonly end: SamplePosition;
  /** The instant the estimate speaks for; never later than `end`. */
  readonly centre: SamplePosition;
  /** NaN while nothing with a pitch is heard: a field that is always a number costs no allocation. */
  readonly frequency: Hertz;
  /** How periodic the sound is, 0 to 1. */
  readonly clarity: number;
  readonly level: Decibels;
  /** The `index` of the note that sounds, -1 when none does. */
  readonly note: number;
  /** That note is a chord; it may turn out so a tenth of a second after it began. */
  readonly isChord: boolean;
}

/** A note began. */
export interface DetectedNote {
  /** Counts from 0 within one detector. */
  readonly index: number;
  /** The pluck itself, back-dated. */
  readonly onset: SamplePosition;
  /** When the detector was sure; never later than the last sample pushed. */
  readonly at: SamplePosition;
  /** A float, by A4 = 440 Hz. */
  readonly noteNumber: NoteNumber;
  /** 0 to 1. */
  readonly confidence: number;
  readonly level: Decibels;
  /** Rise of the level at the pluck, in decibels over 20 ms; 0 where the spectrum told it. */
  readonly rise: Decibels;
  /** Begun without a pluck: hammer-on, pull-off or slide. */
  readonly isLegato: boolean;
  /** Several strings at once. */
  readonly isChord: boolean;
}

/** Called in the order in which things were found out: from within `push` and `finish`, or soon after from a thread. */
export interface DetectorListener {
  /** One call a hop, pitched or not. */
  onFrame(frame: PitchFrame): void;
  onNote(note: DetectedNote): void;
  /** Comes once for every note; `offset` is where it ended. */
  onNoteEnd(index: number, offset: SamplePosition): void;
  /** An attack without a pitch, such as a muted string. */
  onAttack(onset: SamplePosition, level: Decibels): void;
}

export interface DetectorOptions {
  readonly sampleRate: Hertz;
  /** `null`: whatever a guitar or a bass can play. */
  readonly range: PitchRange | null;
  /** 0 to 1: higher hears softer playing. */
  readonly sensitivity: number;
  readonly listener: DetectorListener;
}

/**
 * Turns samples into pitch frames and notes. The result depends on the samples alone, not on how they are cut
 * into blocks; apart from `onNote` nothing is allocated while it listens.
 */
export interface NoteDetector {
  /** False when it knows pitches only: the bridge's note tracker then finds the notes. */
  readonly hearsNotes: boolean;
  /** Mono, -1 to 1, of any length; copied before the call returns. NaN and infinities are heard as the sample before them. */
  push(block: Float32Array): void;
  /**
   * The stream is over: ends what still sounds. Nothing may be pushed after it. A promise resolves when everything
   * has been said; without one, that is now.
   */
  finish(): void | Promise<void>;
}

export type CreateDetector = (options: DetectorOptions) => NoteDetector;

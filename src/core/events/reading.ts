import type { Bpm, Decibels, Hertz, Milliseconds, NoteNumber } from '../music/units.js';

/** Names one note of one input while it sounds; unique within that input, and never used again by it. */
export type NoteId = string;

/** What the pitch is now. */
export interface PitchReading {
  readonly kind: 'pitch';
  /** The instant the estimate speaks for, latency already taken off. */
  readonly time: Milliseconds;
  /** `null`: nothing with a pitch is heard. */
  readonly frequency: Hertz | null;
  /** From inputs that know notes rather than frequencies, such as MIDI: the pitch as a float, whatever A4 is. Goes before `frequency`. */
  readonly noteNumber?: NoteNumber;
  /** How periodic the sound is, 0 to 1; 1 for MIDI and OSC notes. */
  readonly clarity: number;
  /** Level of the input, where it is known. */
  readonly level?: Decibels;
  /** The loudest playing of late. Where it is told, `level` counts below it instead of below full scale: no gain is too low. */
  readonly loudest?: Decibels;
  /**
   * The note this pitch belongs to, from inputs that hear notes themselves; `null` when none sounds there.
   * Left out by inputs that know pitches only: the note tracker then finds the notes.
   */
  readonly noteId?: NoteId | null;
  /** The note has turned out to be several strings together: it is not judged for pitch. Says nothing when left out. */
  readonly isChord?: boolean;
}

/** A note begins. Inputs that hear notes say this as soon as they are sure. */
export interface NoteOnReading {
  readonly kind: 'note-on';
  /** The pluck itself, not the moment it was recognised. */
  readonly time: Milliseconds;
  readonly noteId: NoteId;
  /** The pitch at the start, as a float. */
  readonly noteNumber: NoteNumber;
  /** 0 to 1: below the confidence that the sensitivity asks for, the note is a ghost. */
  readonly confidence: number;
  /** MIDI velocity, 1 to 127. */
  readonly velocity?: number;
  readonly level?: Decibels;
  /** As in `PitchReading`. */
  readonly loudest?: Decibels;
  /** Rise of the level at the pluck, in decibels over 20 ms; left out where something else told it. */
  readonly rise?: Decibels;
  /** 1 is the highest string. */
  readonly string?: number;
  readonly fret?: number;
  /** How sure string and fret are, 0 to 1; 1 when the device tells them. */
  readonly positionConfidence?: number;
  /** Reached without a pluck: hammer-on, pull-off or slide. */
  readonly isLegato?: boolean;
  /** One of several strings sounding together, heard as a mixture. */
  readonly isChord?: boolean;
}

/** The note is over. */
export interface NoteOffReading {
  readonly kind: 'note-off';
  readonly time: Milliseconds;
  readonly noteId: NoteId;
}

/** An attack without a pitch, such as a muted string: it counts for timing only. */
export interface OnsetReading {
  readonly kind: 'onset';
  readonly time: Milliseconds;
  readonly level?: Decibels;
  /** As in `PitchReading`. */
  readonly loudest?: Decibels;
}

/** Tempo and place in the song, from MIDI clock, a DAW or a metronome. What is left out stays as it was. */
export interface TransportReading {
  readonly kind: 'transport';
  readonly time: Milliseconds;
  readonly isPlaying?: boolean;
  readonly tempo?: Bpm;
  /** A beat falls exactly at `time`; counted from 1 within the bar. */
  readonly beat?: number;
  readonly bar?: number;
}

/** What an input says. Plain data, so that an input may run in another thread or process. */
export type Reading = PitchReading | NoteOnReading | NoteOffReading | OnsetReading | TransportReading;

/** A reading and the input instance it came from. */
export interface SourcedReading {
  readonly source: string;
  readonly reading: Reading;
}

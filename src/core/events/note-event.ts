import type { Cents, Decibels, Hertz, Milliseconds, NoteNumber, PitchClass, Score } from '../music/units.js';

/**
 * A note is told three times: at its onset (to be shown), when it can be judged (to be scored),
 * and when it ends (with its last word on pitch and duration).
 */
export type NotePhase = 'onset' | 'judged' | 'released';

export interface NoteFlags {
  readonly bend: boolean;
  readonly vibrato: boolean;
  readonly slide: boolean;
  /** Hammer-on, pull-off or slide: begun without a pluck. */
  readonly legato: boolean;
  /** One of several strings at once. */
  readonly chord: boolean;
  /** Heard with too little confidence, or too short or soft for the sensitivity: shown faintly, never counted. */
  readonly ghost: boolean;
}

/** One played note. */
export interface NoteEvent {
  /** Unique within the bridge: the source, a colon, the input's own note id. */
  readonly id: string;
  readonly source: string;
  readonly phase: NotePhase;
  readonly onset: Milliseconds;
  /** `null` while it sounds. */
  readonly duration: Milliseconds | null;
  /** Nearest note, an integer; `null` for an attack without pitch. */
  readonly note: NoteNumber | null;
  /** Distance from `note` that is to be judged, -50 (included) to 50; `null` without pitch. */
  readonly cents: Cents | null;
  readonly frequency: Hertz | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** MIDI velocity, 1 to 127. */
  readonly velocity: number | null;
  readonly level: Decibels | null;
  /** 1 is the highest string. */
  readonly string: number | null;
  readonly fret: number | null;
  /** 1 when the device tells string and fret, less when they were inferred, `null` when unknown. */
  readonly positionConfidence: number | null;
  readonly flags: NoteFlags;
}

/** The one code of judgement that pages, overlays and tables share. */
export type Judgement = 'in-tune' | 'close' | 'flat' | 'sharp' | 'outside' | 'unscored';

/** A note as the running practice judges it. */
export interface ScoredNote extends NoteEvent {
  readonly pitchClass: PitchClass | null;
  /** Name with the spelling of the practised scale, such as `Eb`; `null` without pitch. */
  readonly name: string | null;
  readonly octave: number | null;
  readonly inScale: boolean | null;
  /** `null` when the note is not scored for pitch. */
  readonly score: Score | null;
  readonly judgement: Judgement;
}

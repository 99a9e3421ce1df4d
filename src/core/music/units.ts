/** Instants and lengths of time. Instants are on the bridge's monotonic clock, which starts with the bridge. */
export type Milliseconds = number;

/** Frequency in cycles per second; always positive. Unpitched is `null`, never 0. */
export type Hertz = number;

/** Hundredths of a semitone. The distance to the nearest note runs from -50 (included) to 50. */
export type Cents = number;

/** MIDI note number, 60 is middle C. A float where a pitch is meant (60.5 is a quarter tone above), an integer where a note is. */
export type NoteNumber = number;

/** 0 is C, 11 is B. */
export type PitchClass = number;

/** Level relative to full scale, in decibels; 0 is the loudest, -Infinity is digital silence. */
export type Decibels = number;

/** Beats per minute. */
export type Bpm = number;

/** A judgement between 0 (worst) and 1 (best). No evidence is `null`, never 0. */
export type Score = number;

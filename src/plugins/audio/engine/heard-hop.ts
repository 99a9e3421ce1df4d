import type { Change } from './chord-ear.js';

/** What the ears tell of each hop. Positions are in input samples, levels in dBFS, the rise of a click in dB, clarity is 0 to 1. */
export interface HeardHop {
  end: number;
  hasOnset: boolean;
  onset: number;
  rise: number;
  /** Growth of the spectrum, see SpectralFlux. */
  growth: number;
  /** Note number of the pitch now, NaN without one. */
  pitch: number;
  /** The same from the shortest possible stretch of signal, and the length of that stretch. */
  quickPitch: number;
  quickSpan: number;
  /** The pitch was found after the last onset. */
  isNew: boolean;
  /** After how many hops without any drift it was found. */
  looks: number;
  /** Nothing sounds any more. */
  isSilent: boolean;
  clarity: number;
  level: number;
  /** The sound is being stopped. */
  isFalling: boolean;
  /** Softer sounds are no notes. */
  gate: number;
  /** The sound does not repeat as one string does. */
  isMixed: boolean;
  /** Several strings were plucked together, and the note number of the one that explains most of it. */
  isChord: boolean;
  root: number;
  /** So it seems, and will be known in 50 ms. */
  mayBeChord: boolean;
  /** What the last pluck did to the sound. */
  change: Change;
  /** Position of that pluck. */
  struck: number;
}

/** Whether the last pluck brought anything. */
export function isNews({ change }: HeardHop): boolean {
  return change === 'struck' || change === 'other';
}

import type { HeardHop } from '../../../../src/plugins/audio/engine/heard-hop.js';

/** An A that rings, as the ears tell of it. */
export const RINGING_A: HeardHop = {
  end: 0,
  hasOnset: false,
  onset: 0,
  rise: 0,
  growth: 0,
  pitch: 57,
  quickPitch: 57,
  quickSpan: 0.009 * 44_100,
  isNew: true,
  looks: 2,
  isSilent: false,
  clarity: 0.99,
  level: -20,
  isFalling: false,
  gate: -65,
  isMixed: false,
  isChord: false,
  mayBeChord: false,
  change: 'untold',
  struck: 0,
  root: Number.NaN,
};

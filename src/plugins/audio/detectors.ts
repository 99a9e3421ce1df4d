import type { CreateDetector } from './detector.js';
import { createHearingEngine } from './engine/hearing-engine.js';
import { pitchfinderDetector } from './pitchfinder-detector.js';

export const DETECTOR_NAMES = [
  'fretcoach',
  'pitchfinder-yin',
  'pitchfinder-macleod',
  'pitchfinder-amdf',
] as const;
export type DetectorName = (typeof DETECTOR_NAMES)[number];

export const DETECTORS: Readonly<Record<DetectorName, CreateDetector>> = {
  fretcoach: createHearingEngine,
  'pitchfinder-yin': pitchfinderDetector('yin'),
  'pitchfinder-macleod': pitchfinderDetector('macleod'),
  'pitchfinder-amdf': pitchfinderDetector('amdf'),
};

/** The others know pitches only. */
export function hearsNotes(name: DetectorName): boolean {
  return name === 'fretcoach';
}

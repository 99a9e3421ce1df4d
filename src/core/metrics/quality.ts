import type { MetricName } from '../events/session-events.js';
import type { Score } from '../music/units.js';
import { PITCH_WEIGHT } from './constants.js';
import { limitAt } from './strictness.js';

/** The three scores; `null` where there is no evidence. */
export interface Scores {
  readonly pitchAccuracy: Score | null;
  readonly scaleConformity: Score | null;
  readonly timingStability: Score | null;
}

export interface QualityOptions {
  readonly strictness: number;
  /** All three when left out. */
  readonly enabledMetrics?: readonly MetricName[];
  /** The note just played was outside the scale: the value dips, the more the stricter. */
  readonly isWrongNote?: boolean;
}

/** One number for lamps and overlays: the weighted mean of what is enabled and known; `null` when nothing is. */
export function quality(scores: Scores, options: QualityOptions): Score | null {
  const pitchWeight = limitAt(PITCH_WEIGHT, options.strictness);
  const otherWeight = (1 - pitchWeight) / 2;
  let sum = 0;
  let weights = 0;
  const add = (name: MetricName, score: Score | null, weight: number) => {
    if (score === null || options.enabledMetrics?.includes(name) === false) return;
    sum += weight * score;
    weights += weight;
  };
  add('pitch_accuracy', scores.pitchAccuracy, pitchWeight);
  add('scale_conformity', scores.scaleConformity, otherWeight);
  add('timing_stability', scores.timingStability, otherWeight);
  if (weights === 0) return null;
  return (sum / weights) * (options.isWrongNote ? 1 - options.strictness : 1);
}

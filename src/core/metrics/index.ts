/** `fretcoach/metrics`: the scores of the bridge as pure functions. */
export type { Scale } from '../music/scale.js';
export { parseScale } from '../music/scale-parser.js';
export { compareScores, type ScoreChange } from './comparison.js';
export { METRICS_VERSION } from './constants.js';
export {
  fretboardHeatMap,
  type HeatMapCell,
  inScaleRatio,
  type PlacedNote,
  positionCoverage,
  scaleEvenness,
} from './coverage.js';
export { type ExerciseNote, exerciseScore, type IntervalConfusion, intervalConfusion } from './exercise.js';
export { type BeatPosition, fitGrid, type GridFit } from './grid-fit.js';
export { type GridTimingStability, gridTimingStability } from './grid-timing.js';
export { MetricsEngine, type PracticeSettings, warmUpSettings } from './metrics-engine.js';
export { pitchAccuracy } from './pitch-accuracy.js';
export { type DailyStreak, type DatedValue, dailyStreak, movingMean, type PracticeTime } from './progress.js';
export { type QualityOptions, quality, type Scores } from './quality.js';
export { scaleConformity } from './scale-conformity.js';
export { tempoOfBeat } from './tempo.js';
export { pairwiseVariability, rawCv } from './timing-diagnostics.js';
export { type TimingStability, timingStability } from './timing-stability.js';

import { type PitchRange, parseTuning, rangeOf } from '../../core/plugin/index.js';
import { AUTO_TUNING, type AudioConfig } from './audio-config.js';
import { DETECTORS } from './detectors.js';
import type { HearingOptions } from './hearing.js';

/** What the configuration says about hearing. */
export function hearingOptions({
  channel,
  detector,
  gain_db,
  sensitivity,
  tuning,
}: AudioConfig): HearingOptions {
  return {
    createDetector: DETECTORS[detector],
    channel,
    gainDb: gain_db,
    range: rangeFor(tuning),
    sensitivity,
  };
}

function rangeFor(tuning: string): PitchRange | null {
  return tuning === AUTO_TUNING ? null : rangeOf(parseTuning(tuning));
}
